//! The journal's page: what it shows can be judged by others, and what is wrong with the log is said.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test stops at any surprise")]

mod house;

use house::served;
use journal::{Judgement, check_proof};

#[test]
fn every_entry_leads_to_a_proof_that_anybody_can_judge() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    duty.opens("A leak");
    assert!(duty.get("/cases/1/timeline").body.contains("href=\"/cases/1/entries/1\""));
    let page = duty.get("/cases/1/entries/1");
    assert_eq!(page.status, 200, "{}", page.body);
    let proof = duty.get("/cases/1/entries/1/proof");
    assert_eq!(check_proof(proof.body.as_bytes()), Ok(Judgement::Valid), "{}", proof.body);
    let other = proof.body.replacen("\"leaf_index\":", "\"leaf_index\":1", 1);
    assert_ne!(check_proof(other.as_bytes()), Ok(Judgement::Valid), "another place is not proved");
    for none in ["/cases/1/entries/0", "/cases/1/entries/999", "/cases/1/entries/x", "/cases/9/entries/1"] {
        assert_eq!(duty.get(none).status, 404, "{none}");
    }
}

#[test]
fn a_checkpoint_that_was_kept_shows_that_the_log_only_grew() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    let kept = served.house.desk().checkpoint().unwrap();
    duty.opens("A leak");
    let compared = duty.fill("/journal", "/journal/consistency", &[("checkpoint", &kept)]);
    assert_eq!(compared.status, 200, "{}", compared.body);
    let from = compared.body.find("/journal/consistency/").expect("it leads to the proof");
    let address = compared.body[from..].split('"').next().unwrap().to_owned();
    // The form's own address is shorter: the proof's names the size.
    let address = if address.ends_with("consistency") { panic!("no proof") } else { address };
    assert_eq!(check_proof(duty.get(&address).body.as_bytes()), Ok(Judgement::Valid));
    let altered = kept.replacen('\n', "\n1", 1);
    assert_eq!(duty.fill("/journal", "/journal/consistency", &[("checkpoint", &altered)]).status, 422);
    assert_eq!(duty.get("/journal/consistency/999999").status, 404);
    assert_eq!(duty.get("/journal/consistency/0").status, 404, "of the empty log there is no proof");
}

#[test]
fn the_log_is_verified_on_demand_and_a_changed_byte_is_found() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    assert!(duty.get("/journal").body.contains("Not verified since"));
    assert_eq!(duty.fill("/journal", "/journal/verify", &[]).status, 303);
    let page = duty.get("/journal").body;
    assert!(page.contains("entries,") && !page.contains("not whole"), "{page}");
    let file = store::DataFolder::at(served.folder.path()).log_db();
    let broken = rusqlite::Connection::open(file).unwrap();
    broken.execute("UPDATE entry SET body = zeroblob(length(body)) WHERE position = 1", []).unwrap();
    assert_eq!(duty.fill("/journal", "/journal/verify", &[]).status, 303);
    assert!(duty.get("/journal").body.contains("not whole"));
}
