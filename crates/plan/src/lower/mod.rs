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

use std::collections::{BTreeMap, BTreeSet};

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

/// What trees say: a plan, or as much of one as could be read.
#[derive(Debug)]
pub(crate) struct Lowered {
    pub(crate) plan: Plan,
    pub(crate) places: Places,
    /// Sections of which an item was left out, or may have been: what is not in them may yet be meant to be.
    pub(crate) left_out: BTreeSet<Section>,
    /// Clauses that an item names, whether or not the item could be read.
    pub(crate) named_clauses: BTreeSet<String>,
    /// Clauses that are named and that the index does not have.
    pub(crate) unknown_clauses: BTreeSet<String>,
    /// Something could not be read that may name anything.
    pub(crate) unread: bool,
}

/// The plan these trees say; items with an error (it has been reported) are left out of it.
pub(crate) fn lower(report: &Report, trees: &Trees, digest: String) -> Lowered {
    let mut context = Context::new(report);
    context.gather(trees);
    let head = head::lower(&context, trees);
    context.languages = head.languages.clone().unwrap_or_default();
    let mut facts = catalogue::lower(&mut context, head.id.as_deref());
    let scale_heads = scale::heads(&mut context);
    let schema = context.build_schema(&facts, &scale_heads);
    facts.retain(|fact| schema.slot(&fact.id).is_some());
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
    let (drills, drills_short) = drill::lower(&context, trees);
    let unknown_clauses = context.unknown_clauses();
    context.tell_unknown();
    let texts = texts::lower(&context, trees);
    let plan = Plan {
        id: head.id.unwrap_or_default(),
        version: head.version.unwrap_or_default(),
        digest,
        zone: head.zone.unwrap_or(jiff::tz::TimeZone::UTC),
        languages: head.languages.unwrap_or_default(),
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
    let left_out = left_out(&context, &plan, drills_short);
    let named_clauses = context.named_clauses();
    let unread = context.is_unread();
    Lowered { plan, places: context.places(), left_out, named_clauses, unknown_clauses, unread }
}

/// The sections that hold more items than the plan has, or an item that may say more than was read of it; all of them where a
/// file could not be read.
fn left_out(context: &Context<'_>, plan: &Plan, drills_short: bool) -> BTreeSet<Section> {
    let read = [
        (Section::Facts, plan.catalogue.facts.len()),
        (Section::Groups, plan.groups.len()),
        (Section::Authorities, plan.authorities.len()),
        (Section::Roles, plan.roles.len()),
        (Section::Scales, plan.scales.len()),
        (Section::Triggers, plan.triggers.len()),
        (Section::Obligations, plan.obligations.len()),
        (Section::Gates, plan.gates.len()),
        (Section::Playbooks, plan.playbooks.len()),
        (Section::Forms, plan.forms.len()),
        (Section::Notices, plan.notices.len()),
        (Section::Clauses, plan.clauses.len()),
        (Section::Choices, plan.choices.len()),
    ];
    let incomplete = context.report.is_incomplete();
    let short = read
        .into_iter()
        .filter(|(section, count)| context.is_lost(*section) || context.items(*section).len() > *count);
    let short = short.map(|(section, _)| section).chain(context.sections_short());
    short.chain((drills_short || incomplete).then_some(Section::Drills)).collect()
}
