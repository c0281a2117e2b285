use super::suggest;
use crate::tree::Place;

/// A section of a pack: a mapping from ids to items of one kind, spread over any files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Section {
    Facts,
    Groups,
    Authorities,
    Roles,
    Scales,
    Triggers,
    Obligations,
    Gates,
    Playbooks,
    /// Not a section of its own: the tasks inside playbooks, whose ids are distinct over the whole pack.
    Tasks,
    Forms,
    Notices,
    Clauses,
    Choices,
    /// Not a section of its own: the files under `drills/`.
    Drills,
    /// Not a section of its own: the files under `texts/`, by language.
    Texts,
}

/// The sections a file may have, by the word that heads them.
pub(crate) const SECTIONS: [(&str, Section); 13] = [
    ("facts", Section::Facts),
    ("groups", Section::Groups),
    ("authorities", Section::Authorities),
    ("roles", Section::Roles),
    ("scales", Section::Scales),
    ("triggers", Section::Triggers),
    ("obligations", Section::Obligations),
    ("gates", Section::Gates),
    ("playbooks", Section::Playbooks),
    ("forms", Section::Forms),
    ("notices", Section::Notices),
    ("clauses", Section::Clauses),
    ("choices", Section::Choices),
];

/// What may stand at the edge of a file: the sections and the head of the pack.
pub(super) fn head_words() -> impl Iterator<Item = &'static str> {
    SECTIONS.iter().map(|(word, _)| *word).chain(["plan"])
}

/// The word that heads what stands under `given`: itself, or the one it is a slip of.
pub(super) fn head_word(given: &str) -> Option<&'static str> {
    head_words().find(|known| *known == given).or_else(|| suggest::nearest(given, head_words()))
}

impl Section {
    /// The message key of what one item of it is called.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Section::Facts => "plan-noun-fact",
            Section::Groups => "plan-noun-group",
            Section::Authorities => "plan-noun-authority",
            Section::Roles => "plan-noun-role",
            Section::Scales => "plan-noun-scale",
            Section::Triggers => "plan-noun-trigger",
            Section::Obligations => "plan-noun-obligation",
            Section::Gates => "plan-noun-gate",
            Section::Playbooks => "plan-noun-playbook",
            Section::Tasks => "plan-noun-task",
            Section::Forms => "plan-noun-form",
            Section::Notices => "plan-noun-notice",
            Section::Clauses => "plan-noun-clause",
            Section::Choices => "plan-noun-choice",
            Section::Drills => "plan-noun-drill",
            Section::Texts => "plan-noun-text",
        }
    }

    /// Whether ids are the numbers of the written plan, in its own script.
    pub(crate) fn is_numbered(self) -> bool {
        self == Section::Clauses
    }
}

/// An item as gathered: its id, where the id stands, its tree.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item<'t> {
    pub(crate) id: &'t str,
    pub(crate) place: Place,
    pub(crate) node: &'t crate::tree::Node,
}
