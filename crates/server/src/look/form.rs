//! The frame of every form: where it goes, and the token that shows it came from our own page.

use maud::{Markup, html};

/// A form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// Id of the element, unique on the page. A refused form comes back under the same id, with what was typed.
    pub id: String,
    /// Where it goes.
    pub action: String,
    /// The token against forged requests.
    pub csrf: String,
    /// Hidden fields: `(name, value)`, e.g. the version of the thing that is edited.
    pub hidden: Vec<(String, String)>,
    /// It carries files.
    pub files: bool,
    /// With script on, its files go in pieces to the first address, and the page goes on at the second.
    pub pieces: Option<(String, String)>,
}

/// The form around its fields. `data-keep` lets the script send it so that a lost connection loses no typing.
pub fn form(form: &Form, body: &Markup) -> Markup {
    let coding = form.files.then_some("multipart/form-data");
    html! {
        form.form id=(form.id) method="post" action=(form.action) enctype=[coding] data-keep[!form.files]
            data-pieces=[form.pieces.as_ref().map(|(to, _)| to)] data-done=[form.pieces.as_ref().map(|(_, done)| done)] {
            input type="hidden" name="csrf" value=(form.csrf);
            @for (name, value) in &form.hidden { input type="hidden" name=(name) value=(value); }
            (body)
        }
    }
}
