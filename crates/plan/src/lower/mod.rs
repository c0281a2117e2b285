//! From trees to the model: every name resolved, every expression compiled, every fault collected.
//!
//! What was typed becomes what is meant in one pass per kind of item, after the names that other items may use have
//! been gathered. An item with a fault is left out, and nothing that refers to it is called a fault for that.

mod bounds;
mod catalogue;
mod context;
mod drill;
mod fields;
mod form;
mod gate;
mod head;
mod obligation;
mod origin;
mod people;
mod playbook;
mod scale;
mod sections;
mod start;
pub(crate) mod suggest;
mod term;
mod texts;
mod trigger;

use std::collections::BTreeMap;

use crate::model::{Catalogue, Plan};
use crate::report::Report;
use crate::tree::{Node, Place};

pub(crate) use context::Context;
pub use drill::COMMANDS;
pub(crate) use sections::Section;
pub(crate) use suggest as near;

/// The trees of a pack, by the part they play.
#[derive(Debug, Default)]
pub(crate) struct Trees {
    /// Files with sections, in name order.
    pub(crate) sections: Vec<Node>,
    /// Language tag → tree of its texts.
    pub(crate) texts: BTreeMap<String, Node>,
    /// Drill id and path → tree.
    pub(crate) drills: Vec<(String, String, Node)>,
    /// The core catalogue of facts.
    pub(crate) core: Option<Node>,
}

/// Where the items of a plan stand, for checks that point at them: by section and id, and their parts by id, blank,
/// part (`response small` is a rule of a scale, `response small when` its expression; ids have no blanks).
pub(crate) type Places = BTreeMap<(Section, String), Place>;

/// The plan these trees say, or `None` when anything in them is an error (it has been reported).
pub(crate) fn lower(report: &Report, trees: &Trees, digest: String) -> Option<(Plan, Places)> {
    let mut context = Context::new(report);
    context.gather(trees);
    let head = head::lower(&context, trees);
    if let Some(head) = &head {
        context.languages.clone_from(&head.languages);
    }
    let facts = catalogue::lower(&mut context, head.as_ref().map(|head| head.id.as_str()));
    let scale_heads = scale::heads(&mut context);
    let schema = context.build_schema(&facts, &scale_heads);
    let scales = scale::lower(&context, scale_heads);
    let groups = people::groups(&context);
    let authorities = people::authorities(&context);
    let roles = people::roles(&context);
    let triggers = context.all(Section::Triggers, trigger::lower);
    let obligations = context.all(Section::Obligations, obligation::lower);
    let gates = context.all(Section::Gates, gate::lower);
    let playbooks = context.all(Section::Playbooks, playbook::lower);
    let forms = context.all(Section::Forms, form::lower);
    let notices = context.all(Section::Notices, form::lower_notice);
    let clauses = context.all(Section::Clauses, origin::clause);
    let choices = context.all(Section::Choices, origin::choice);
    let drills = drill::lower(&context, trees);
    context.tell_unknown();
    let texts = texts::lower(&context, trees);
    if report.has_errors() {
        return None;
    }
    let head = head?;
    let plan = Plan {
        id: head.id,
        version: head.version,
        digest,
        zone: head.zone,
        languages: head.languages,
        catalogue: Catalogue { facts, schema },
        groups,
        authorities,
        roles,
        scales,
        triggers,
        obligations,
        gates,
        playbooks,
        forms,
        notices,
        drills,
        clauses,
        choices,
        texts,
        files: BTreeMap::new(),
    };
    Some((plan, context.places()))
}
