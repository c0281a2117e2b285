//! The parts of a DOCX file beside its text: types, relationships, styles, numbering, properties.

use messages::Language;

use super::xml::{PROLOGUE, escaped};
use crate::{Block, Paper};

pub(super) const CONTENT_TYPES: &str = include_str!("content_types.xml");
pub(super) const RELATIONSHIPS: &str = include_str!("relationships.xml");
pub(super) const DOCUMENT_RELATIONSHIPS: &str = include_str!("document_relationships.xml");
const NUMBERING: &str = include_str!("numbering.xml");
pub(super) const APP: &str = include_str!("app.xml");
const STYLES: &str = include_str!("styles.xml");

/// `word/styles.xml` with the fonts and the language of the paper: serif and Song for text, sans serif and Hei for
/// heads. East Asian text is Chinese in every paper, because the plan's own labels stay in its language.
pub(super) fn styles(language: Language) -> String {
    let (tag, indent) = match language {
        Language::English => ("en-GB", "w:firstLine=\"0\""),
        Language::SimplifiedChinese => ("zh-CN", "w:firstLineChars=\"200\" w:firstLine=\"440\""),
    };
    let align = if language == Language::English { "left" } else { "center" };
    STYLES.replace("@LANGUAGE@", tag).replace("@INDENT@", indent).replace("@ALIGN@", align)
}

/// `word/numbering.xml`: each list of steps begins anew at 1; the first is number 1.
pub(super) fn numbering(paper: &Paper) -> String {
    let lists = paper.blocks.iter().filter(|block| matches!(block, Block::Steps(_))).count();
    let list = |number: usize| {
        format!(
            "<w:num w:numId=\"{number}\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride \
             w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>"
        )
    };
    NUMBERING.replace("@LISTS@", &(1..=lists.max(1)).map(list).collect::<String>())
}

/// `word/settings.xml`.
pub(super) fn settings(language: Language) -> String {
    let tag = if language == Language::English { "en-GB" } else { "zh-CN" };
    format!(
        "{PROLOGUE}<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"420\"/><w:characterSpacingControl \
         w:val=\"compressPunctuation\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"{tag}\" w:eastAsia=\"zh-CN\"/></w:settings>"
    )
}

/// `docProps/core.xml`: the paper's own moment is the time of creation.
pub(super) fn core(paper: &Paper) -> String {
    let moment = paper.moment.strftime("%Y-%m-%dT%H:%M:%SZ");
    format!(
        "{PROLOGUE}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         <cp:revision>{}</cp:revision><dcterms:created xsi:type=\"dcterms:W3CDTF\">{moment}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{moment}</dcterms:modified><dc:language>{}</dc:language>\
         </cp:coreProperties>",
        escaped(&paper.title),
        escaped(paper.sender.as_deref().unwrap_or_default()),
        paper.version,
        paper.language.tag(),
    )
}
