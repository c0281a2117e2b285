//! A small plan in the manner of a B2C company's, built without YAML, with one of everything.

use std::collections::BTreeMap;

use expr::{EnumType, Expr, Schema, Type};
use jiff::tz::TimeZone;
use plan::*;

/// Facts of the sample: id, type, how statements resolve.
pub fn core_facts() -> Vec<(&'static str, Type, Resolution)> {
    use Resolution::{Earliest, Latest, Narrow};
    let count = || Type::Int { min: 0, max: 10_000_000_000 };
    let classes = ["identity", "contact", "location", "payment", "credential"];
    vec![
        ("happened", Type::Instant, Latest),
        ("discovered", Type::Instant, Earliest),
        ("aware", Type::Instant, Earliest),
        ("known", Type::Instant, Earliest),
        ("entered", Type::Instant, Latest),
        ("records", count(), Narrow),
        ("outflow_records", count(), Latest),
        ("classes", Type::Set(EnumType::plain("classes", classes)), Narrow),
        ("effect", Type::Enum(EnumType::ordered("effect", ["none", "major", "national"])), Latest),
        ("reverse_connection", Type::Bool, Latest),
        ("unusual_rights", Type::Bool, Latest),
        ("hole_closed", Type::Bool, Latest),
        ("attack_free_since", Type::Instant, Latest),
        ("mood", Type::Enum(EnumType::plain("mood", ["rising", "steady", "falling"])), Latest),
        ("no_new_exposed_since", Type::Instant, Latest),
        ("systems_back", Type::Bool, Latest),
        ("regulator_check", Type::Enum(EnumType::plain("check", ["passed", "failed", "waived"])), Latest),
        ("work_done", Type::Bool, Latest),
    ]
}

/// Checks an expression of the sample's facts and scales.
///
/// # Panics
/// If it has faults.
pub fn expression(text: &str, schema: &Schema) -> Expr {
    expr::compile(text, schema).unwrap_or_else(|faults| panic!("{text}: {faults:?}"))
}

fn key(text: &str) -> TextKey {
    TextKey(text.to_owned())
}

/// A plan with the sample's facts, roles and scales, and nothing else.
///
/// # Panics
/// If the sample contradicts itself.
pub fn empty_plan() -> Plan {
    let mut schema = Schema::builder();
    for (id, kind, _) in core_facts() {
        schema = schema.fact(id, kind);
    }
    let levels = ["1", "2", "3"];
    let grades = ["ordinary", "heavier", "grave"];
    let schema = schema.scale("response", levels).scale("warning", grades).build().expect("sample facts");
    let facts = core_facts().into_iter().map(|(id, kind, resolution)| Fact {
        id: id.to_owned(),
        kind,
        unit: None,
        worse: None,
        question: key(id),
        answered_by: Vec::new(),
        resolution,
        at_most: Vec::new(),
        not_before: Vec::new(),
        judgement: id == "effect",
    });
    let catalogue = Catalogue { facts: facts.collect(), schema };
    Plan {
        id: "sample".to_owned(),
        version: "1".to_owned(),
        digest: "5a".repeat(32),
        zone: TimeZone::get("Asia/Shanghai").expect("the zone is compiled in"),
        languages: vec!["zh-Hans".to_owned()],
        groups: Vec::new(),
        authorities: Vec::new(),
        roles: roles(),
        scales: scales(&catalogue.schema),
        triggers: Vec::new(),
        obligations: Vec::new(),
        gates: Vec::new(),
        playbooks: Vec::new(),
        forms: Vec::new(),
        notices: Vec::new(),
        drills: Vec::new(),
        clauses: Vec::new(),
        choices: Vec::new(),
        texts: Texts::default(),
        files: BTreeMap::new(),
        catalogue,
    }
}

fn roles() -> Vec<Role> {
    let role = |id: &str, rights: &[Right]| Role {
        id: id.to_owned(),
        title: key(id),
        group: None,
        rights: rights.to_vec(),
        origin: Origin::default(),
    };
    vec![
        role("commander", &[Right::Decide, Right::DecideLevel, Right::ApproveGate]),
        role("duty_manager", &[Right::Open, Right::StateFact]),
        role("technical_lead", &[Right::StateFact, Right::DoTask, Right::ProposeGate]),
        role("legal_lead", &[Right::File, Right::PassText, Right::ReviewGate]),
        role("customer_lead", &[Right::Send]),
    ]
}

fn scales(schema: &Schema) -> Vec<Scale> {
    let rule = |id: &str, level: usize, when: &str| LevelRule {
        id: id.to_owned(),
        level,
        when: expression(when, schema),
        reason: key(id),
        not_monotone: None,
        origin: Origin::default(),
    };
    let scale = |id: &str, kind, order: [&str; 3], rules| Scale {
        id: id.to_owned(),
        owner: "plan".to_owned(),
        kind,
        set_by: SetBy::Rules,
        order: order.map(str::to_owned).to_vec(),
        labels: order.map(key).to_vec(),
        default: 0,
        rules,
        origin: Origin::default(),
    };
    let response = vec![
        rule("both", 2, r#"records > 100_000 && "identity" in classes && "payment" in classes"#),
        rule("national", 2, r#"effect == "national""#),
        rule("many", 1, "records >= 10_000"),
        rule("reverse", 1, "reverse_connection"),
    ];
    let warning = vec![rule("heavier_reach", 1, "outflow_records > 0")];
    vec![
        scale("response", ScaleKind::ResponseLevel, ["1", "2", "3"], response),
        scale("warning", ScaleKind::WarningGrade, ["ordinary", "heavier", "grave"], warning),
    ]
}

/// Short ways to make the items of a plan.
pub mod builder {
    use super::{Expr, Origin, TextKey, key};
    use plan::{
        Condition, Gate, GateKind, MetBy, Obligation, Recipient, Repeat, Scope, Start, StartAt, State,
        TaskTemplate, Term, Trigger,
    };

    /// Elapsed seconds.
    pub fn seconds(seconds: i64) -> Term {
        Term { seconds, months: 0 }
    }

    /// A start that is always told.
    pub fn start(at: StartAt) -> Start {
        Start { at, unless_past: false, note: None }
    }

    /// An internal obligation of the technical lead, attested.
    pub fn obligation(id: &str, starts: Vec<Start>, term: Term) -> Obligation {
        Obligation {
            id: id.to_owned(),
            title: key(id),
            to: Recipient::Command,
            doer: "technical_lead".to_owned(),
            accountable: "technical_lead".to_owned(),
            owed_when: None,
            scope: Scope::Internal,
            starts,
            term,
            repeats: None,
            met_by: MetBy::Attested,
            on_missed: None,
            while_in: Vec::new(),
            origin: Origin::default(),
        }
    }

    /// It recurs.
    pub fn every(mut obligation: Obligation, every: Term, until: plan::Until) -> Obligation {
        obligation.repeats = Some(Repeat { every, until });
        obligation
    }

    /// A condition of a gate.
    pub fn condition(id: &str, when: Expr, waived_by: Option<&str>) -> Condition {
        let (text, waived_by) = (key(id), waived_by.map(str::to_owned));
        Condition { id: id.to_owned(), when, text, waived_by, origin: Origin::default() }
    }

    /// A gate proposed by the technical lead, reviewed by legal, approved by the commander.
    pub fn gate(
        id: &str,
        kind: GateKind,
        conditions: Vec<Condition>,
        leaves: &[State],
        enters: &[State],
    ) -> Gate {
        Gate {
            id: id.to_owned(),
            kind,
            title: key(id),
            conditions,
            proposes: "technical_lead".to_owned(),
            reviews: vec!["legal_lead".to_owned()],
            approves: "commander".to_owned(),
            leaves: leaves.to_vec(),
            enters: enters.to_vec(),
            origin: Origin::default(),
        }
    }

    /// A trigger that tells the technical lead.
    pub fn trigger(id: &str, when: Expr, proposes: plan::Proposal, automatic: bool) -> Trigger {
        let (reason, tells): (TextKey, _) = (key(id), vec!["technical_lead".to_owned()]);
        Trigger { id: id.to_owned(), when, proposes, automatic, tells, reason, origin: Origin::default() }
    }

    /// A task of the technical lead.
    pub fn task(id: &str, limit: Option<Term>, after: &[&str]) -> TaskTemplate {
        TaskTemplate {
            id: id.to_owned(),
            title: key(id),
            doer: "technical_lead".to_owned(),
            accountable: "technical_lead".to_owned(),
            limit,
            starts: Vec::new(),
            after: after.iter().map(|id| (*id).to_owned()).collect(),
            origin: Origin::default(),
        }
    }
}

/// The sample plan: two scales, triggers, one-off and recurring obligations, three gates, a playbook, a form, a notice.
pub fn sample_plan() -> Plan {
    let mut plan = empty_plan();
    plan.triggers = triggers(&plan.catalogue.schema);
    plan.obligations = obligations(&plan.catalogue);
    plan.gates = gates(&plan.catalogue.schema);
    plan.playbooks = vec![Playbook {
        id: "injection".to_owned(),
        title: key("injection"),
        when: None,
        tasks: vec![
            builder::task("isolate", Some(builder::seconds(7_200)), &[]),
            builder::task("mend", Some(builder::seconds(172_800)), &["isolate"]),
            builder::task("write_up", None, &["mend"]),
        ],
        origin: Origin::default(),
    }];
    let form = |id: &str| Form {
        id: id.to_owned(),
        title: key(id),
        to: "regulator".to_owned(),
        language: "zh-Hans".to_owned(),
        fields: Vec::new(),
        origin: Origin::default(),
    };
    plan.forms = vec![form("first_report"), form("formal_report")];
    plan.notices = vec![Notice {
        id: "letter".to_owned(),
        title: key("letter"),
        at_most: None,
        audience: Audience::Customers,
        channels: vec![Channel::Sms],
        languages: vec!["zh-Hans".to_owned()],
        body: key("letter.body"),
        fields: Vec::new(),
        passed_by: "legal_lead".to_owned(),
        origin: Origin::default(),
    }];
    plan
}

fn triggers(schema: &Schema) -> Vec<Trigger> {
    let on = |id: &str, when: &str, proposes, automatic| {
        builder::trigger(id, expression(when, schema), proposes, automatic)
    };
    vec![
        on("bulk", "outflow_records >= 1_000_000", Proposal::Response { level: Some((0, 2)) }, true),
        on("unusual", "unusual_rights", Proposal::Warning { grade: None }, false),
        on("level_two", r#"level(response) at least "2""#, Proposal::Response { level: None }, false),
    ]
}

fn obligations(catalogue: &Catalogue) -> Vec<Obligation> {
    use builder::{every, obligation, seconds, start};
    let slot = |id: &str| catalogue.slot(id).expect("a sample fact");
    let when = |text: &str| Some(expression(text, &catalogue.schema));
    let known = || start(StartAt::Fact(slot("known")));
    let happened = Start { at: StartAt::Fact(slot("happened")), unless_past: true, note: None };
    let from_known = Start { note: Some(key("from_known")), ..known() };
    let month = Term { seconds: 0, months: 1 };

    let mut first = obligation("first_report", vec![happened, from_known], seconds(1_800));
    (first.met_by, first.scope) = (MetBy::Filing("first_report".to_owned()), Scope::External);
    first.on_missed = Some(OnMissed::Page("commander".to_owned()));
    let mut formal =
        obligation("formal_report", vec![start(StartAt::Met("first_report".to_owned()))], seconds(86_400));
    (formal.met_by, formal.scope) = (MetBy::Filing("formal_report".to_owned()), Scope::External);
    let mut customers = obligation("customers_told", vec![known()], seconds(86_400));
    (customers.met_by, customers.scope) = (MetBy::Notice("letter".to_owned()), Scope::External);
    customers.owed_when = when(r#""identity" in classes"#);
    let mut told = obligation("leadership_told", vec![start(StartAt::Level(0, 1))], seconds(900));
    told.owed_when = when(r#"level(response) at least "2""#);
    let mut ready = obligation("ready", vec![start(StartAt::Entered(State::Response))], seconds(7_200));
    ready.while_in = vec![State::Response];
    let hourly = obligation("hourly", vec![start(StartAt::Entered(State::Warning))], seconds(3_600));
    let mut hourly = every(hourly, seconds(3_600), Until::States);
    hourly.while_in = vec![State::Warning];
    let mut decision =
        obligation("warning_decision", vec![start(StartAt::Entered(State::Warning))], seconds(43_200));
    (decision.met_by, decision.while_in) = (MetBy::Decision, vec![State::Warning]);
    decision.on_missed = Some(OnMissed::Page("commander".to_owned()));
    let weekly =
        obligation("weekly", vec![start(StartAt::Gate("lift_warning".to_owned()))], seconds(604_800));
    let weekly = every(weekly, seconds(604_800), Until::For(seconds(2_592_000)));
    let calls = obligation("calls", vec![start(StartAt::Gate("end_response".to_owned()))], month);
    let calls = every(calls, month, Until::Times(6));
    let watch = obligation("watch", vec![start(StartAt::LevelLowered(0))], seconds(604_800));
    vec![first, formal, customers, told, ready, hourly, decision, weekly, calls, watch]
}

fn gates(schema: &Schema) -> Vec<Gate> {
    use builder::{condition, gate};
    let when = |text: &str| expression(text, schema);
    vec![
        gate(
            "lift_warning",
            GateKind::LiftWarning,
            vec![
                condition("quiet", when("hole_closed && since(attack_free_since) >= 72h"), None),
                condition("mood", when(r#"mood == "falling""#), Some("commander")),
            ],
            &[State::Warning, State::Watch],
            &[],
        ),
        gate(
            "end_response",
            GateKind::EndResponse,
            vec![
                condition("nobody_new", when("since(no_new_exposed_since) >= 72h"), None),
                condition("back", when("systems_back"), None),
                condition("regulator", when(r#"regulator_check in ["passed", "waived"]"#), Some("commander")),
            ],
            &[State::Response, State::Recovery],
            &[State::AfterCare],
        ),
        gate(
            "close_case",
            GateKind::Close,
            vec![condition("done", when("work_done"), None)],
            &[State::AfterCare, State::Watch],
            &[State::Closed],
        ),
    ]
}
