//! Who gets in, and how far: every route of the table against everybody who might ask for it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test stops at any surprise")]

mod house;

use house::{PASSWORD, served};
use server::{Access, routes};

/// What stands for the named parts of a path.
fn filled(path: &str) -> String {
    let path = path.replace("{case}", "1").replace("{part}", "facts").replace("{act}", "fact");
    path.replace("{token}", "none")
        .replace("{person}", "none")
        .replace("{name}", "none")
        .replace("{upload}", "none")
        .replace("{evidence}", "E-1")
        .replace("{entry}", "1")
        .replace("{size}", "1")
        .replace("{paper}", "none")
        .replace("{format}", "html")
}

#[test]
fn nobody_reaches_a_route_that_needs_somebody() {
    let served = served();
    let mut stranger = served.browser();
    for (method, path, access) in routes() {
        let path = filled(path);
        let answer = if method == "GET" { stranger.get(&path) } else { stranger.post(&path, &[]) };
        match access {
            Access::Anyone => {
                assert!(![500, 403].contains(&answer.status), "{method} {path}: {}", answer.status)
            }
            _ => {
                assert_eq!(answer.status, 303, "{method} {path}");
                assert!(answer.header("location").unwrap().starts_with("/sign-in?back="), "{method} {path}");
            }
        }
    }
}

#[test]
fn a_role_reaches_what_its_rights_say_and_nothing_else() {
    let served = served();
    let mut by_role = Vec::new();
    for (at, role) in served.plan.roles.iter().enumerate() {
        by_role.push((role, served.signed_in(&format!("person{at}"), &[role.id.as_str()], false)));
        house::pass(60);
    }
    let mut cases = 0;
    for (role, browser) in &mut by_role {
        for (method, path, access) in routes() {
            let may = match access {
                Access::Holding(right) => role.rights.contains(&right),
                Access::Keeper => false,
                Access::Anyone | Access::SignedIn | Access::Demo => continue,
            };
            if path.ends_with("/live") {
                continue;
            }
            let answer =
                if method == "GET" { browser.get(&filled(path)) } else { browser.post(&filled(path), &[]) };
            if method == "GET" {
                assert_eq!(answer.status == 403, !may, "{method} {path} as {}: {}", role.id, answer.status);
            } else {
                // Without a token nothing is done for anybody. Whoever may upload learns first that there is no such case.
                let streams = ["/leaks", "/evidence/add", "/out"].iter().any(|end| path.ends_with(end));
                let no_case = may && streams && answer.status == 404;
                assert!(answer.status == 403 || no_case, "{method} {path} as {}: {}", role.id, answer.status);
            }
            cases += 1;
        }
        house::pass(60);
    }
    assert!(cases >= 5 * served.plan.roles.len(), "the table was walked: {cases}");
}

#[test]
fn a_refused_form_tells_nothing_of_a_case_to_somebody_who_may_not_read_it() {
    let served = served();
    let title = "Orders offered on a forum";
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    let times = [("known-answer", "unknown"), ("happened-answer", "unknown"), ("title", title)];
    assert_eq!(duty.fill("/cases/new", "/cases/new", &times).status, 303);
    let mut keeper = served.signed_in("keeper", &[], true);
    let acts = incident::words::COMMANDS.iter().map(|(act, _)| format!("/cases/1/acts/{act}"));
    let others = ["letters", "letters/settle", "evidence/add", "leaks", "uploads", "bundle", "customers/out"];
    let others = others.iter().map(|path| format!("/cases/1/{path}"));
    for path in acts.chain(others).collect::<Vec<_>>() {
        house::pass(1);
        for fields in [&[][..], &[("back", "facts"), ("reason", "r")]] {
            let answer = keeper.fill("/people", &path, fields);
            assert!([403, 404].contains(&answer.status), "{path}: {}", answer.status);
            assert!(!answer.body.contains(title), "{path} tells of the case");
        }
    }
    let shut = keeper.get("/cases/1");
    assert!(shut.status == 403 && shut.body.contains("action=\"/sign-out\""), "whoever may not can leave");
    assert!(shut.body.contains("href=\"/people\""), "and a keeper finds their own page");
    assert_eq!(
        keeper.fill("/cases/1", "/settings", &[("language", "zh-Hans"), ("back", "/people")]).status,
        303
    );
}

#[test]
fn the_menu_of_the_page_of_states_works() {
    let served = served();
    let mut keeper = served.signed_in("keeper", &[], true);
    let token = keeper.get("/look").form_token();
    let dark = keeper.post("/settings", &[("csrf", &token), ("theme", "dark"), ("back", "/look")]);
    assert_eq!(dark.status, 303, "{}", dark.body);
}

#[test]
fn a_form_without_the_sessions_token_changes_nothing() {
    let served = served();
    let mut keeper = served.signed_in("keeper", &["commander"], true);
    let before = served.house.desk().people().unwrap();
    let fields = [("login", "new.one"), ("name", "New One")];
    assert_eq!(keeper.post("/people", &fields).status, 403);
    let wrong = [("login", "new.one"), ("name", "New One"), ("csrf", "00000000000000000000000000000000")];
    assert_eq!(keeper.post("/people", &wrong).status, 403);
    keeper.headers.push(("sec-fetch-site".to_owned(), "cross-site".to_owned()));
    assert_eq!(keeper.fill("/people", "/people", &fields).status, 403, "even with the token");
    assert_eq!(served.house.desk().people().unwrap(), before);
    keeper.headers.clear();
    assert_eq!(keeper.fill("/people", "/people", &fields).status, 200);
    assert_eq!(served.house.desk().people().unwrap().len(), before.len() + 1);
}

#[test]
fn every_answer_carries_the_policy_and_no_page_holds_inline_style_or_script() {
    let served = served();
    let mut keeper = served.signed_in("keeper", &["commander", "duty_manager"], true);
    for path in ["/", "/look", "/sign-in", "/people", "/cases/new", "/nowhere", "/cases/99"] {
        let answer = keeper.get(path);
        let policy = answer.header("content-security-policy").unwrap_or_else(|| panic!("{path}"));
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        for inline in ["<style", " style=\"", "onclick=", "onload=", "javascript:", "http://", "https://"] {
            assert!(!answer.body.contains(inline), "{path} holds {inline}");
        }
        assert!(!answer.body.contains("<script>"), "{path}");
    }
}

#[test]
fn signing_in_and_out_and_never_by_guessing() {
    let served = served();
    let mut browser = served.signed_in("li.wei", &["duty_manager"], false);
    assert_eq!(browser.get("/").status, 200);
    let token = browser.get("/").form_token();
    let old = browser.cookies.clone();
    assert_eq!(browser.post("/sign-out", &[("csrf", &token)]).status, 303);
    browser.cookies = old;
    assert_eq!(browser.get("/").status, 303, "a session that was ended stays ended");
    let mut browser = served.browser();
    let back = browser.post("/sign-in", &[("login", "Li.Wei"), ("password", PASSWORD), ("back", "/people")]);
    assert_eq!((back.status, back.header("location")), (303, Some("/people")));
    let mut guesser = served.browser();
    let wrong = guesser.post("/sign-in", &[("login", "li.wei"), ("password", "three tired people at noon")]);
    let nobody = guesser.post("/sign-in", &[("login", "nobody"), ("password", PASSWORD)]);
    assert_eq!((wrong.status, nobody.status), (422, 422));
    assert_eq!(wrong.body.replace("li.wei", "nobody"), nobody.body, "nobody learns which logins there are");
    let paused = (0..12).map(|_| guesser.post("/sign-in", &[("login", "li.wei"), ("password", "x")]).status);
    assert!(paused.last() == Some(429));
}

#[test]
fn a_one_time_link_is_good_once_and_takes_no_weak_password() {
    let served = served();
    let person = served.enrol("li.wei", &["duty_manager"], false);
    let link = served.house.one_time_link(&person).unwrap();
    let mut browser = served.browser();
    assert_eq!(browser.get(&link).status, 200);
    assert_eq!(browser.get(&link).status, 200, "looking uses nothing up");
    assert_eq!(browser.post(&link, &[("password", "short")]).status, 422);
    assert_eq!(browser.post(&link, &[("password", PASSWORD), ("repeat", PASSWORD)]).status, 303);
    assert_eq!(browser.get("/").status, 200);
    let mut second = served.browser();
    assert_eq!(second.get(&link).status, 400);
    assert_eq!(second.post(&link, &[("password", PASSWORD), ("repeat", PASSWORD)]).status, 400);
}

#[test]
fn who_has_left_is_out_at_once() {
    let served = served();
    let mut keeper = served.signed_in("keeper", &["commander"], true);
    let mut other = served.signed_in("li.wei", &["duty_manager"], false);
    assert_eq!(other.get("/").status, 200);
    let people = served.house.desk().people().unwrap();
    let id = people.iter().find(|person| person.login == "li.wei").unwrap().id.clone();
    let left = keeper.fill("/people", &format!("/people/{id}/retire"), &[("reason", "changed houses")]);
    assert_eq!(left.status, 303);
    assert_eq!(other.get("/").status, 303);
    let again = served.browser().post("/sign-in", &[("login", "li.wei"), ("password", PASSWORD)]);
    assert_eq!(again.status, 422);
}

#[test]
fn a_keeper_changes_what_somebody_may_and_hands_over_a_whole_link() {
    let served = served();
    let mut keeper = served.signed_in("keeper", &["commander"], true);
    let mut other = served.signed_in("li.wei", &["people_lead"], false);
    let people = served.house.desk().people().unwrap();
    let id = people.iter().find(|person| person.login == "li.wei").unwrap().id.clone();
    let page = format!("/people/{id}");
    assert!(keeper.get("/people").body.contains(&format!("href=\"{page}\"")));
    assert_eq!(other.get(&page).status, 403, "whoever keeps no list sees nobody's page");
    let nameless = keeper.fill(&page, &page, &[("name", " "), ("role", "technical_lead")]);
    assert_eq!(nameless.status, 422);
    assert!(nameless.body.contains("id=\"name-fault\""), "{}", nameless.body);
    let fields = [("name", "Li Wei"), ("role", "technical_lead"), ("role", "legal_lead")];
    assert_eq!(keeper.fill(&page, &page, &fields).status, 303);
    let changed = served.house.desk().person(&id).unwrap().unwrap();
    assert_eq!((changed.login.as_str(), changed.name.as_str()), ("li.wei", "Li Wei"));
    assert_eq!(changed.roles, ["technical_lead", "legal_lead"]);
    assert_eq!(other.get("/cases/new").status, 200, "what they may holds at once");
    let last = served.house.desk().people().unwrap().iter().find(|one| one.keeper).unwrap().id.clone();
    let stays = keeper.fill(&page, &format!("/people/{last}"), &[("name", "Keeper")]);
    assert_eq!(stays.status, 422, "somebody keeps the list");
    let linked = keeper.fill(&page, &format!("{page}/link"), &[]);
    let whole = format!("http://{}/welcome/", served.address);
    assert!(linked.status == 200 && linked.body.contains(&whole), "{}", linked.body);
    let unexplained = keeper.fill(&page, &format!("{page}/retire"), &[("reason", "")]);
    assert!(
        unexplained.status == 422 && unexplained.body.contains("id=\"reason-fault\""),
        "{}",
        unexplained.body
    );
}

#[test]
fn after_ten_attempts_the_way_on_is_the_same_form_and_a_new_password_is_typed_twice() {
    let served = served();
    let person = served.enrol("li.wei", &["duty_manager"], false);
    let link = served.house.one_time_link(&person).unwrap();
    let mut browser = served.browser();
    let differs = browser.post(&link, &[("password", PASSWORD), ("repeat", "three tired people at noon!!")]);
    assert_eq!(differs.status, 422);
    assert!(differs.body.contains("id=\"repeat-fault\""), "{}", differs.body);
    let mut guesser = served.browser();
    let tries = (0..13)
        .map(|_| guesser.post("/sign-in", &[("login", "li.wei"), ("password", "x"), ("back", "/plan")]));
    let paused = tries.last().unwrap();
    assert_eq!(paused.status, 429);
    assert!(
        paused.body.contains("action=\"/sign-in\"") && paused.body.contains("value=\"li.wei\""),
        "{}",
        paused.body
    );
    assert!(paused.body.contains("value=\"/plan\""), "the way on is kept");
    assert!(
        !paused.body.contains(" · English"),
        "nothing stands before the language of who is not signed in"
    );
    house::pass(120);
    assert_eq!(browser.post(&link, &[("password", PASSWORD), ("repeat", PASSWORD)]).status, 303);
}

#[test]
fn who_is_not_signed_in_is_not_sent_back_to_a_list_they_do_not_have() {
    let served = served();
    let page = served.browser().get("/nowhere");
    assert_eq!(page.status, 404);
    assert!(
        page.body.contains("before you sign in") && page.body.contains("href=\"/sign-in\""),
        "{}",
        page.body
    );
    assert!(!page.body.contains("Go back to the cases"), "{}", page.body);
}

#[test]
fn a_house_that_serves_has_no_demonstration_in_it() {
    let served = served();
    let mut keeper = served.signed_in("keeper", &["commander", "duty_manager"], true);
    let token = keeper.get("/people").form_token();
    let demo = routes().into_iter().filter(|(_, path, _)| path.starts_with("/demo"));
    let mut walked = 0;
    for (method, path, _) in demo {
        let path = filled(path);
        let answer =
            if method == "GET" { keeper.get(&path) } else { keeper.post(&path, &[("csrf", &token)]) };
        assert_eq!(answer.status, 404, "{method} {path}");
        walked += 1;
    }
    assert!(walked >= 6);
    assert!(!keeper.get("/").body.contains("class=\"guide\""));
}

#[test]
fn behind_a_proxy_wrong_passwords_from_elsewhere_keep_nobody_of_the_house_out() {
    let served = house::served_behind(server::ProxyHeader::XForwardedFor);
    let mut mine = served.signed_in("li.wei", &["duty_manager"], false);
    let token = mine.get("/").form_token();
    assert_eq!(mine.post("/sign-out", &[("csrf", &token)]).status, 303);
    let from = |address: &str| {
        let mut browser = served.browser();
        browser.headers.push(("x-forwarded-for".to_owned(), address.to_owned()));
        browser
    };
    let guess = |browser: &mut house::Browser, password: &str| {
        browser.post("/sign-in", &[("login", "li.wei"), ("password", password)])
    };
    let mut outsider = from("10.0.0.5, 203.0.113.66");
    let guesses: Vec<u16> = (0..12).map(|_| guess(&mut outsider, "x").status).collect();
    assert_eq!((guesses[9], guesses[11]), (422, 429), "{guesses:?}");
    let paused = guess(&mut from("10.0.0.6, 203.0.113.66"), "x");
    assert_eq!(paused.status, 429, "what stands before the last hop is anybody's word");
    assert_eq!(paused.header("retry-after"), Some("6"));
    // Twenty wrong ones from many places: the right person waits for two seconds, and is in.
    for guesser in 0..12 {
        assert_eq!(guess(&mut from(&format!("198.51.100.{guesser}")), "x").status, 422);
    }
    assert_eq!(guess(&mut from("192.0.2.1"), PASSWORD).status, 303);
}

#[test]
fn an_address_that_is_no_text_gets_a_page_of_ours_like_every_other() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    for path in ["/cases/%ff", "/cases/%ff/facts", "/cases/1/entries/%c3%28"] {
        let answer = duty.get(path);
        assert_eq!(answer.status, 404, "{path}: {}", answer.body);
        assert!(
            answer.header("content-security-policy").is_some() && answer.body.starts_with("<!DOCTYPE html>")
        );
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
}

#[test]
fn a_page_that_is_there_but_not_for_a_method_says_which_methods_it_has() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    duty.opens("A leak");
    let token = duty.get("/").form_token();
    for (method, path, allowed) in [
        ("POST", "/plan", "GET,HEAD"),
        ("DELETE", "/cases/1", "GET,HEAD"),
        ("PUT", "/cases/1/acts/fact", "POST"),
        ("GET", "/cases/1/acts/fact", "POST"),
    ] {
        let answer = duty.by(method, path, &token);
        assert_eq!((answer.status, answer.header("allow")), (405, Some(allowed)), "{method} {path}");
        assert!(answer.body.contains("cannot be used in this way"), "{}", answer.body);
        assert!(answer.header("content-security-policy").is_some());
    }
    for path in ["/nowhere", "/demo/inbox", "/cases/1/2/3/4/5/6"] {
        assert_eq!(duty.by("DELETE", path, &token).status, 404, "{path}");
    }
}

#[test]
fn who_asks_too_much_is_told_how_long_to_wait_and_not_to_sign_in() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    let answers = (0..700).map(|_| duty.get("/assets/none"));
    let refused = answers.into_iter().find(|answer| answer.status == 429).expect("the pace has an end");
    assert_eq!(refused.header("retry-after"), Some("1"));
    assert!(
        refused.body.contains("Too many requests") && refused.body.contains("Try again"),
        "{}",
        refused.body
    );
    assert!(!refused.body.contains("Sign in again"), "{}", refused.body);
    house::pass(60);
    assert_eq!(duty.get("/").status, 200);
}
