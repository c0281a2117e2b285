//! Somebody at a browser: goes to pages, fills forms by the names of their fields, reads what is shown.

use std::path::{Path, PathBuf};
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::{Client, Locator};

use super::driver::{Driver, Script};

pub const PASSWORD: &str = "three tired people at night";

/// How long a page may take on a machine that runs all other tests beside it.
const PATIENCE: Duration = Duration::from_secs(90);

pub struct Visitor {
    pub client: Client,
    base: String,
    script: Script,
}

impl Visitor {
    /// Somebody with a one-time link, who chooses their password.
    pub async fn enters(driver: &Driver, script: Script, base: &str, link: &str) -> Visitor {
        let visitor = Visitor { client: driver.browser(script).await, base: base.to_owned(), script };
        visitor.client.goto(link).await.unwrap();
        visitor.types("form", "password", PASSWORD).await;
        if visitor.has("form [name=repeat]").await {
            visitor.types("form", "repeat", PASSWORD).await;
        }
        visitor.sends("form.form").await;
        visitor
    }

    /// Somebody who is not signed in.
    pub async fn stands_before(driver: &Driver, script: Script, base: &str) -> Visitor {
        Visitor { client: driver.browser(script).await, base: base.to_owned(), script }
    }

    /// Another person is enrolled by this one, who keeps the list of people; what comes back is their link.
    pub async fn enrols(&self, login: &str, name: &str, roles: &[&str]) -> String {
        self.goes("/people").await;
        self.types("#enrol-form", "login", login).await;
        self.types("#enrol-form", "name", name).await;
        for role in roles {
            self.chooses("#enrol-form", "role", role).await;
        }
        self.sends("#enrol-form").await;
        self.shown_link("/welcome/").await
    }

    pub async fn goes(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.base)).await.unwrap();
    }

    /// Where the browser is, without the address of the house.
    pub async fn path(&self) -> String {
        let url = self.client.current_url().await.unwrap();
        url.as_str().trim_start_matches(&self.base).to_owned()
    }

    pub async fn has(&self, css: &str) -> bool {
        !self.client.find_all(Locator::Css(css)).await.unwrap().is_empty()
    }

    /// Everything the page says; waits for it where the next page is under way.
    pub async fn text(&self) -> String {
        let begun = std::time::Instant::now();
        loop {
            let said = match self.client.find(Locator::Css("body")).await {
                Ok(body) => body.text().await,
                Err(error) => Err(error),
            };
            match said {
                Ok(text) => return text,
                Err(error) => assert!(begun.elapsed() < PATIENCE, "the page says nothing: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// An address that the page shows, as text, in a field or as a link, made whole.
    pub async fn shown_link(&self, part: &str) -> String {
        let source = self.client.source().await.unwrap();
        let at = source.find(part).unwrap_or_else(|| panic!("no {part} on the page: {source}"));
        let end = source[at..].find(['"', '<', ' ', '\n']).unwrap() + at;
        format!("{}{}", self.base, &source[at..end])
    }

    /// What a field holds now, typed or not.
    pub async fn holds(&self, form: &str, name: &str) -> String {
        let field = self.one(&format!("{form} [name='{name}']")).await;
        field.prop("value").await.unwrap().unwrap_or_default()
    }

    /// What one part of the page says; nothing where it is not there.
    pub async fn says(&self, css: &str) -> String {
        match self.client.find(Locator::Css(css)).await {
            Ok(part) => part.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// Waits until one part of the page says it.
    pub async fn sees_in(&self, css: &str, text: &str) {
        let begun = std::time::Instant::now();
        while !self.says(css).await.contains(text) {
            if begun.elapsed() > PATIENCE {
                let picture = self.shoots("lost").await;
                panic!("{css} does not say “{text}” ({}):\n{}", picture.display(), self.text().await);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Presses a button and waits for nothing.
    pub async fn pushes(&self, css: &str) {
        self.unfolds(css).await;
        self.one(css).await.click().await.unwrap();
    }

    /// Waits until the page says it.
    pub async fn sees(&self, text: &str) {
        let begun = std::time::Instant::now();
        loop {
            let page = self.text().await;
            if page.contains(text) {
                return;
            }
            if begun.elapsed() > PATIENCE {
                let picture = self.shoots("lost").await;
                panic!("“{text}” is not on {} ({}):\n{page}", self.path().await, picture.display());
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
            // Without script nothing comes by itself: people reload.
            if self.script == Script::Off && begun.elapsed() > Duration::from_secs(2) {
                self.client.refresh().await.unwrap();
            }
        }
    }

    /// Opens what is folded around an element, so that it can be reached, from the outside in.
    async fn unfolds(&self, css: &str) {
        let folded = Locator::XPath("./ancestor::details[not(@open)]/summary");
        for found in self.client.find_all(Locator::Css(css)).await.unwrap() {
            for summary in found.find_all(folded).await.unwrap() {
                // What stands twice, once for each width, is shown once: the one that is shown is the one people click.
                if summary.is_displayed().await.unwrap_or(false) {
                    summary.click().await.unwrap();
                }
            }
        }
    }

    async fn shown(&self, css: &str) -> Option<Element> {
        for found in self.client.find_all(Locator::Css(css)).await.unwrap() {
            if found.is_displayed().await.unwrap_or(false) {
                return Some(found);
            }
        }
        None
    }

    /// Types into a field of a form; a day, a time and a file are given as the browser's own fields take them.
    pub async fn types(&self, form: &str, name: &str, value: &str) {
        let css = format!("{form} [name='{name}']");
        self.unfolds(&css).await;
        let field = self.one(&css).await;
        if field.attr("type").await.unwrap().as_deref() != Some("file") {
            field.clear().await.unwrap();
        }
        field.send_keys(value).await.unwrap();
    }

    /// Chooses among radios, boxes or the lines of a select.
    pub async fn chooses(&self, form: &str, name: &str, value: &str) {
        let button = format!("{form} input[name='{name}'][value='{value}']");
        if self.has(&button).await {
            self.unfolds(&button).await;
            let button = self.one(&button).await;
            if !button.is_selected().await.unwrap() {
                // The label is what is seen and clicked where the button itself is drawn over.
                self.clicks(&button).await;
            }
            return;
        }
        let line = format!("{form} select[name='{name}'] option[value='{value}']");
        self.unfolds(&line).await;
        self.one(&line).await.click().await.unwrap();
    }

    async fn clicks(&self, element: &Element) {
        if element.click().await.is_err() {
            element.find(Locator::XPath("./ancestor::label")).await.unwrap().click().await.unwrap();
        }
    }

    async fn one(&self, css: &str) -> Element {
        match self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await {
            Ok(found) => found,
            Err(fault) => {
                let picture = self.shoots("lost").await;
                let (path, page) = (self.path().await, self.text().await);
                panic!("no {css} on {path} ({}): {fault}\n{page}", picture.display());
            }
        }
    }

    /// Sends a form by its first button that sends, and waits for the page that answers.
    pub async fn sends(&self, form: &str) {
        self.presses(&format!("{form} button:not([type=button])")).await;
    }

    /// Presses a button and waits until another page, or the page anew, stands there.
    pub async fn presses(&self, css: &str) {
        self.unfolds(css).await;
        let old = self.one("html").await;
        let first = self.one(css).await;
        let button = self.shown(css).await.unwrap_or(first);
        if button.click().await.is_err() {
            // Something lies over it: bring it to the middle, as a person scrolls.
            self.client
                .execute(
                    "arguments[0].scrollIntoView({block: 'center'})",
                    vec![serde_json::to_value(&button).unwrap()],
                )
                .await
                .unwrap();
            button.click().await.unwrap();
        }
        // The old page's elements are gone once the new one stands; a page that script mended in place stays.
        for _ in 0..50 {
            if old.tag_name().await.is_err() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        self.one("body").await;
    }

    /// Chooses a language or a theme in the menu of the reader.
    pub async fn sets(&self, what: &str, value: &str) {
        self.goes("/").await;
        self.presses(&format!(".user-menu button[name='{what}'][value='{value}']")).await;
    }

    pub async fn sized(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.unwrap();
    }

    /// A picture of the whole page, for eyes, in `target/screenshots`.
    pub async fn shoots(&self, name: &str) -> PathBuf {
        let folder = pictures();
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(format!("{name}.png"));
        std::fs::write(&path, self.client.screenshot().await.unwrap()).unwrap();
        path
    }

    pub async fn leaves(self) {
        self.client.close().await.unwrap();
    }
}

/// Beside the binary's folder: `target/screenshots`.
fn pictures() -> PathBuf {
    let binary = Path::new(env!("CARGO_BIN_EXE_stanch"));
    binary.parent().and_then(Path::parent).unwrap().join("screenshots")
}
