//! What every backend promises, told as stories over `S: Store`; each backend only says how to make one.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test stops at any surprise")]

mod support;

use std::sync::Arc;

use store::*;
use support::*;

/// A place in which a store can be opened again and again.
trait Place {
    type S: Store + 'static;
    fn new() -> Self;
    fn open(&self) -> Self::S;
}

struct InFolder(tempfile::TempDir);

impl Place for InFolder {
    type S = SqliteStore;
    fn new() -> InFolder {
        InFolder(tempfile::tempdir().unwrap())
    }
    fn open(&self) -> SqliteStore {
        open(self.0.path()).unwrap()
    }
}

/// Every story, for every backend.
macro_rules! stories {
    ($($story:ident),* $(,)?) => {
        mod sqlite { $( #[test] fn $story() { super::$story::<super::InFolder>(); } )* }
    };
}
stories!(
    an_act_stands_whole_and_in_order_after_reopening,
    a_stale_version_is_a_conflict_and_leaves_nothing,
    an_act_over_several_streams_fails_as_one,
    recorded_time_never_runs_backwards,
    many_writers_interleave_without_gaps_or_doubles,
    readers_never_see_a_gap,
    one_bad_act_does_not_spoil_its_group,
    case_numbers_follow_the_log_and_stay,
    the_board_is_paged_by_what_is_due_first,
    a_rebuilt_board_equals_the_one_it_replaces,
    due_rows_come_soonest_first_and_go,
    the_tree_advances_only_from_where_it_stands,
    a_key_name_is_used_once_ever,
    destroyed_keys_are_told_from_unknown_ones,
    destroying_an_owner_takes_all_its_keys_and_no_others,
    a_healthy_store_shows_no_damage,
    leaves_and_log_agree,
);

fn an_act_stands_whole_and_in_order_after_reopening<P: Place>() {
    let place = P::new();
    let store = place.open();
    let first = store.append(act(vec![entry("case/a", 1), entry("org", 1)], 10)).unwrap();
    let second = store.append(act(vec![entry("case/a", 2)], 10)).unwrap();
    assert_eq!((first.first_position, second.first_position), (0, 2));
    drop(store);
    let store = place.open();
    let log = store.log(0..u64::MAX).unwrap();
    let seen: Vec<_> = log.iter().map(|e| (e.position, e.stream.as_str(), e.version)).collect();
    assert_eq!(seen, [(0, "case/a", 1), (1, "org", 1), (2, "case/a", 2)]);
    assert_eq!(store.stream("case/a", 2).unwrap(), vec![log[2].clone()]);
    let given = entry("case/a", 2);
    assert_eq!(
        (&log[2].entry, &log[2].body, log[2].leaf, log[2].body_id),
        (&given.entry, &given.body, given.leaf, given.body_id)
    );
    assert_eq!(store.stream_head("case/a").unwrap(), Some(StreamHead { version: 2, leaf: given.leaf }));
    assert_eq!(store.stream_head("case/none").unwrap(), None);
    assert_eq!(store.size().unwrap(), 3);
    assert_eq!(store.last_recorded_us().unwrap(), Some(10));
}

fn a_stale_version_is_a_conflict_and_leaves_nothing<P: Place>() {
    let place = P::new();
    let store = place.open();
    store.append(act(vec![entry("case/a", 1)], 1)).unwrap();
    let mut stale = act(vec![entry("case/a", 1)], 2);
    stale.keys = vec![key(1, "case/a")];
    stale.board = vec![row("a", 2, Some(5))];
    stale.due = vec![DueChange::Set(due("case/a", "x", 1))];
    let refused = store.append(stale).unwrap_err();
    assert_eq!(refused, AppendError::Conflict { stream: "case/a".into(), expected: 0, actual: 1 });
    assert_eq!(store.size().unwrap(), 1);
    assert_eq!(store.key(&[1; 16]).unwrap(), KeyState::Unknown);
    assert_eq!(store.board_row("a").unwrap(), None);
    assert!(store.due_until(i64::MAX, 9).unwrap().is_empty());
    assert_eq!(store.last_recorded_us().unwrap(), Some(1));
    let ahead = store.append(act(vec![entry("case/a", 3)], 2)).unwrap_err();
    assert_eq!(ahead, AppendError::Conflict { stream: "case/a".into(), expected: 2, actual: 1 });
    let zero = store.append(act(vec![entry("case/b", 0)], 2)).unwrap_err();
    assert!(matches!(zero, AppendError::Conflict { actual: 0, .. }));
}

fn an_act_over_several_streams_fails_as_one<P: Place>() {
    let place = P::new();
    let store = place.open();
    let both = act(vec![entry("case/a", 1), entry("case/b", 1), entry("case/b", 1)], 1);
    assert!(matches!(store.append(both), Err(AppendError::Conflict { .. })));
    assert_eq!(store.size().unwrap(), 0);
    assert_eq!(store.stream_head("case/a").unwrap(), None);
}

fn recorded_time_never_runs_backwards<P: Place>() {
    let place = P::new();
    let store = place.open();
    assert_eq!(store.last_recorded_us().unwrap(), None);
    store.append(act(vec![entry("org", 1)], -50)).unwrap();
    let behind = store.append(act(vec![entry("case/a", 1)], -51)).unwrap_err();
    assert_eq!(behind, AppendError::ClockBehind { last_us: -50, given_us: -51 });
    drop(store);
    let store = place.open();
    assert!(matches!(store.append(act(vec![entry("case/a", 1)], -51)), Err(AppendError::ClockBehind { .. })));
    store.append(act(vec![entry("case/a", 1)], -50)).unwrap();
}

fn many_writers_interleave_without_gaps_or_doubles<P: Place>() {
    let place = P::new();
    let store = Arc::new(place.open());
    let workers: Vec<_> = (0..8)
        .map(|worker| {
            let store = Arc::clone(&store);
            std::thread::spawn(move || {
                (1..=50u64)
                    .map(|version| {
                        let own = entry(&format!("case/{worker}"), version);
                        store.append(act(vec![own], 1)).unwrap().first_position
                    })
                    .collect::<Vec<_>>()
            })
        })
        .collect();
    let mut positions: Vec<u64> = workers.into_iter().flat_map(|w| w.join().unwrap()).collect();
    positions.sort_unstable();
    assert_eq!(positions, (0..400).collect::<Vec<_>>());
    for worker in 0..8 {
        let versions: Vec<_> =
            store.stream(&format!("case/{worker}"), 0).unwrap().iter().map(|e| e.version).collect();
        assert_eq!(versions, (1..=50).collect::<Vec<_>>());
    }
    assert_eq!(store.integrity_check().unwrap(), vec![]);
}

fn readers_never_see_a_gap<P: Place>() {
    let place = P::new();
    let store = Arc::new(place.open());
    let writers: Vec<_> = (0..3)
        .map(|worker| {
            let store = Arc::clone(&store);
            std::thread::spawn(move || {
                for version in 1..=60 {
                    store.append(act(vec![entry(&format!("case/{worker}"), version)], 1)).unwrap();
                }
            })
        })
        .collect();
    loop {
        let finished = writers.iter().all(std::thread::JoinHandle::is_finished);
        let positions: Vec<_> = store.log(0..u64::MAX).unwrap().iter().map(|e| e.position).collect();
        assert_eq!(positions, (0..positions.len() as u64).collect::<Vec<_>>());
        if finished {
            assert_eq!(positions.len(), 180);
            break;
        }
    }
    writers.into_iter().for_each(|w| w.join().unwrap());
}

fn one_bad_act_does_not_spoil_its_group<P: Place>() {
    let place = P::new();
    let store = Arc::new(place.open());
    let workers: Vec<_> = (0..16)
        .map(|worker| {
            let store = Arc::clone(&store);
            // All claim version 1 of one shared stream, and of a stream of their own.
            std::thread::spawn(move || {
                let own = store.append(act(vec![entry(&format!("case/{worker}"), 1)], 1));
                let shared = store.append(act(vec![entry("org", 1), entry(&format!("case/{worker}"), 2)], 1));
                (own.is_ok(), shared.is_ok())
            })
        })
        .collect();
    let outcomes: Vec<_> = workers.into_iter().map(|w| w.join().unwrap()).collect();
    assert!(outcomes.iter().all(|(own, _)| *own));
    assert_eq!(outcomes.iter().filter(|(_, shared)| *shared).count(), 1);
    assert_eq!(store.size().unwrap(), 18);
    assert_eq!(store.integrity_check().unwrap(), vec![]);
}

fn case_numbers_follow_the_log_and_stay<P: Place>() {
    let place = P::new();
    let store = place.open();
    let put = |case: &str, version, due| {
        let mut act = act(vec![entry(&format!("case/{case}"), version)], 1);
        act.board = vec![row(case, 1, due)];
        store.append(act).unwrap().numbers
    };
    assert_eq!((put("a", 1, None), put("b", 1, None), put("a", 2, Some(3))), (vec![1], vec![2], vec![1]));
    assert_eq!(store.board_row_by_number(2).unwrap().unwrap().case_id, "b");
    assert_eq!(store.board_row("a").unwrap().unwrap().next_due_us, Some(3));
    assert_eq!(store.board_row_by_number(3).unwrap(), None);
}

fn the_board_is_paged_by_what_is_due_first<P: Place>() {
    let place = P::new();
    let store = place.open();
    let dues = [None, Some(30), Some(10), None, Some(10), Some(20)];
    for (number, due_us) in (1..).zip(dues) {
        let id = format!("c{number}");
        let mut change = row(&id, 1, due_us);
        change.members =
            if number % 2 == 0 { vec!["amy".into(), "even".into()] } else { vec!["bo".into(), "amy".into()] };
        change.states = if number < 4 { vec!["response".into()] } else { vec!["closed".into()] };
        store.append(Append { board: vec![change], ..Append::default() }).unwrap();
    }
    let all = |filter: &BoardFilter, limit| {
        let (mut seen, mut after) = (vec![], None);
        loop {
            let page = store.board(filter, after, limit).unwrap();
            assert!(page.rows.len() <= limit as usize);
            seen.extend(page.rows.iter().map(|row| row.number));
            after = page.next;
            if after.is_none() {
                return seen;
            }
        }
    };
    let filter = |member: Option<&str>, state: Option<&str>| BoardFilter {
        members: member.into_iter().map(str::to_owned).collect(),
        state: state.map(str::to_owned),
    };
    for limit in 1..=7 {
        assert_eq!(all(&filter(None, None), limit), [5, 3, 6, 2, 4, 1]);
        assert_eq!(all(&filter(Some("bo"), None), limit), [5, 3, 1]);
        assert_eq!(all(&filter(None, Some("response")), limit), [3, 2, 1]);
        assert_eq!(all(&filter(Some("bo"), Some("response")), limit), [3, 1]);
        assert_eq!(all(&filter(Some("nobody"), None), limit), []);
        // One of several members: what two of them share stands once, in the same order.
        let any = |members: &[&str], state: Option<&str>| BoardFilter {
            members: members.iter().map(|member| (*member).to_owned()).collect(),
            state: state.map(str::to_owned),
        };
        assert_eq!(all(&any(&["bo", "nobody"], None), limit), [5, 3, 1]);
        assert_eq!(all(&any(&["bo", "even"], None), limit), [5, 3, 6, 2, 4, 1]);
        assert_eq!(all(&any(&["amy", "bo", "bo"], Some("response")), limit), [3, 2, 1]);
    }
    // A row that moves leaves no shadow in the lists.
    let mut moved = row("c3", 2, None);
    moved.states = vec!["closed".into()];
    store.append(Append { board: vec![moved], ..Append::default() }).unwrap();
    assert_eq!(all(&filter(None, Some("response")), 9), [2, 1]);
    assert_eq!(all(&filter(Some("bo"), None), 9), [5, 1]);
    assert_eq!(all(&filter(None, None), 9), [5, 6, 2, 4, 3, 1]);
}

fn a_rebuilt_board_equals_the_one_it_replaces<P: Place>() {
    let place = P::new();
    let store = place.open();
    let changes: Vec<_> = (1..=5i64).map(|n| row(&format!("c{n}"), n, Some(n))).collect();
    for (version, change) in (1..).zip(&changes) {
        let mut act = act(vec![entry("org", version)], 1);
        act.board = vec![change.clone()];
        store.append(act).unwrap();
    }
    let before = store.board(&BoardFilter::default(), None, 99).unwrap();
    let late = store.replace_board((4, None), changes.clone(), vec![]).unwrap_err();
    assert_eq!(late, ReplaceBoardError::LogMoved { folded: 4, size: 5 });
    store
        .replace_board((5, store.last_recorded_us().unwrap()), changes, vec![due("case/c1", "x", 7)])
        .unwrap();
    assert_eq!(store.board(&BoardFilter::default(), None, 99).unwrap(), before);
    assert_eq!(store.due_until(7, 9).unwrap(), vec![due("case/c1", "x", 7)]);
}

fn due_rows_come_soonest_first_and_go<P: Place>() {
    let place = P::new();
    let store = place.open();
    let set = |id: &str, at_us| DueChange::Set(due("case/a", id, at_us));
    let change = |due| store.append(Append { due, ..Append::default() }).map(|_| ()).unwrap();
    change(vec![set("late", 30), set("soon", 10), set("mid", 20)]);
    let ids =
        |until, limit| store.due_until(until, limit).unwrap().into_iter().map(|d| d.id).collect::<Vec<_>>();
    assert_eq!(ids(30, 9), ["soon", "mid", "late"]);
    assert_eq!(ids(29, 9), ["soon", "mid"]);
    assert_eq!(ids(30, 1), ["soon"]);
    change(vec![set("soon", 40), DueChange::Clear { stream: "case/a".into(), id: "mid".into() }]);
    assert_eq!(ids(i64::MAX, 9), ["late", "soon"]);
}

fn the_tree_advances_only_from_where_it_stands<P: Place>() {
    let place = P::new();
    let store = place.open();
    store.append(act(vec![entry("org", 1), entry("org", 2)], 1)).unwrap();
    let (empty, none) = store.tree_head().unwrap();
    assert_eq!((empty, none), (TreeHead { size: 0, root: EMPTY_ROOT }, None));
    let tile = Tile { level: 0, index: 0, bytes: vec![7; 64] };
    let step = TreeAdvance {
        expected: empty,
        new: TreeHead { size: 2, root: [2; 32] },
        tiles: vec![tile.clone()],
        checkpoint: "signed".into(),
    };
    store.advance_tree(step.clone()).unwrap();
    let moved = store.advance_tree(step.clone()).unwrap_err();
    assert_eq!(moved, AdvanceTreeError::TreeMoved { actual: step.new });
    let same_size_other_root = TreeHead { size: 2, root: [3; 32] };
    let forged = TreeAdvance { expected: same_size_other_root, ..step.clone() };
    assert!(matches!(store.advance_tree(forged), Err(AdvanceTreeError::TreeMoved { .. })));
    let beyond = TreeAdvance { expected: step.new, new: TreeHead { size: 3, root: [4; 32] }, ..step.clone() };
    assert_eq!(store.advance_tree(beyond), Err(AdvanceTreeError::Impossible { size: 3, log: 2 }));
    let back = TreeAdvance { expected: step.new, new: TreeHead { size: 1, root: [4; 32] }, ..step.clone() };
    assert!(matches!(store.advance_tree(back), Err(AdvanceTreeError::Impossible { .. })));
    drop(store);
    let store = place.open();
    assert_eq!(store.tree_head().unwrap(), (step.new, Some("signed".into())));
    assert_eq!(store.tile(0, 0).unwrap(), Some(tile));
    assert_eq!(store.tile(0, 1).unwrap(), None);
}

fn a_key_name_is_used_once_ever<P: Place>() {
    let place = P::new();
    let store = place.open();
    store.put_keys(vec![key(1, "case/a")]).unwrap();
    let again = store.put_keys(vec![key(2, "case/b"), key(1, "case/b")]).unwrap_err();
    assert_eq!(again, AppendError::KeyExists { owner: "case/b".into() });
    assert_eq!(store.key(&[2; 16]).unwrap(), KeyState::Unknown);
    assert_eq!(store.key(&[1; 16]).unwrap(), KeyState::Live(key(1, "case/a")));
    store.destroy(vec![Destroy::Key([1; 16])]).unwrap();
    assert!(store.put_keys(vec![key(1, "case/a")]).is_err());
}

fn destroyed_keys_are_told_from_unknown_ones<P: Place>() {
    let place = P::new();
    let store = place.open();
    store.put_keys(vec![key(1, "case/a"), key(2, "case/a")]).unwrap();
    let mut last = act(vec![entry("case/a", 1)], 1);
    last.destroy = vec![Destroy::Key([1; 16]), Destroy::Key([9; 16])];
    store.append(last).unwrap();
    assert_eq!(store.key(&[1; 16]).unwrap(), KeyState::Destroyed);
    assert_eq!(store.key(&[9; 16]).unwrap(), KeyState::Unknown);
    drop(store);
    let keys = place.open().keys_of("case/a").unwrap();
    assert_eq!(keys, OwnerKeys { live: vec![key(2, "case/a")], destroyed: vec![[1; 16]], missing: vec![] });
}

fn destroying_an_owner_takes_all_its_keys_and_no_others<P: Place>() {
    let place = P::new();
    let store = place.open();
    store.put_keys((1..=9).map(|id| key(id, if id < 6 { "case/a" } else { "case/b" })).collect()).unwrap();
    store.destroy(vec![Destroy::Owner("case/a".into())]).unwrap();
    assert_eq!(store.keys_of("case/a").unwrap().live, vec![]);
    assert_eq!(store.keys_of("case/a").unwrap().destroyed.len(), 5);
    assert_eq!(store.keys_of("case/b").unwrap().live.len(), 4);
    assert_eq!(store.integrity_check().unwrap(), vec![]);
}

fn a_healthy_store_shows_no_damage<P: Place>() {
    let place = P::new();
    let store = place.open();
    assert_eq!(store.integrity_check().unwrap(), vec![]);
    store.append(act((1..=40).map(|version| entry("org", version)).collect(), 1)).unwrap();
    assert_eq!(store.integrity_check().unwrap(), vec![]);
    assert_eq!(store.sweep_orphan_keys().unwrap(), 0);
    assert_eq!(store.read_only(), None);
}

fn leaves_and_log_agree<P: Place>() {
    let place = P::new();
    let store = place.open();
    store.append(act((1..=9).map(|version| entry("org", version)).collect(), 1)).unwrap();
    for range in [0..9, 3..5, 5..100, 9..9, 20..u64::MAX] {
        let log: Vec<_> = store.log(range.clone()).unwrap().iter().map(|e| e.leaf).collect();
        assert_eq!(store.leaves(range).unwrap(), log);
    }
}
