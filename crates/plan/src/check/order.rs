use std::collections::{BTreeMap, BTreeSet, VecDeque};

use messages::Message;

use super::Review;
use crate::lower::Section;
use crate::model::TaskTemplate;

/// Most tasks of a circle that are named.
const NAMED: usize = 8;

/// Tasks that come after themselves, straight or by way of others: none of them could ever be begun, while their limits run.
pub(super) fn check(review: &Review<'_>) {
    let tasks: Vec<&TaskTemplate> =
        review.plan.playbooks.iter().flat_map(|playbook| &playbook.tasks).collect();
    let numbers: BTreeMap<&str, usize> =
        tasks.iter().enumerate().map(|(number, task)| (task.id.as_str(), number)).collect();
    let first: Vec<Vec<usize>> = tasks
        .iter()
        .map(|task| task.after.iter().filter_map(|id| numbers.get(id.as_str()).copied()).collect())
        .collect();
    for knot in knots(&first) {
        let circle = shortest_circle(&first, &knot);
        let Some((task, waits_for)) = circle.first().zip(circle.get(1)) else { continue };
        let name = |number: &usize| tasks.get(*number).map_or("", |task| task.id.as_str());
        let entry = format!("{} after {}", name(task), name(waits_for));
        let mut named: Vec<&str> = circle.iter().map(name).collect();
        if named.len() > NAMED + 1 {
            named.splice(NAMED / 2..named.len() - NAMED / 2, ["…"]);
        }
        let message = Message::new("plan-check-task-circle")
            .with("circle", named.join(" → "))
            .with("tasks", circle.len().saturating_sub(1));
        let remedy = Message::new("plan-remedy-task-circle");
        review.report.error_with(review.place(Section::Tasks, &entry), message, remedy);
    }
}

/// Sets of tasks of which each waits for each, in the order of the pack: what is strongly connected by `first`, by Tarjan's
/// algorithm (SIAM J. Comput. 1 (1972) 146), without recursion because packs may be long.
pub(super) fn knots(first: &[Vec<usize>]) -> Vec<BTreeSet<usize>> {
    const UNSEEN: usize = usize::MAX;
    let (mut seen, mut lowest) = (vec![UNSEEN; first.len()], vec![UNSEEN; first.len()]);
    let (mut open, mut is_open) = (Vec::new(), vec![false; first.len()]);
    let (mut next, mut found) = (0, Vec::new());
    for root in 0..first.len() {
        // A task, and how many of those it waits for were gone into.
        let mut path = if seen[root] == UNSEEN { vec![(root, 0)] } else { Vec::new() };
        while let Some((task, gone)) = path.pop() {
            if gone == 0 {
                (seen[task], lowest[task]) = (next, next);
                next += 1;
                open.push(task);
                is_open[task] = true;
            }
            if let Some(waits_for) = first[task].get(gone).copied() {
                path.push((task, gone + 1));
                if seen[waits_for] == UNSEEN {
                    path.push((waits_for, 0));
                } else if is_open[waits_for] {
                    lowest[task] = lowest[task].min(seen[waits_for]);
                }
                continue;
            }
            if let Some((above, _)) = path.last() {
                lowest[*above] = lowest[*above].min(lowest[task]);
            }
            if lowest[task] == seen[task] {
                let from = open.iter().rposition(|one| *one == task).unwrap_or_default();
                let knot: BTreeSet<usize> = open.drain(from..).collect();
                knot.iter().for_each(|one| is_open[*one] = false);
                if knot.len() > 1 || first[task].contains(&task) {
                    found.push(knot);
                }
            }
        }
    }
    found.sort();
    found
}

/// The shortest way from the first task of a knot back to it, both ends named.
pub(super) fn shortest_circle(first: &[Vec<usize>], knot: &BTreeSet<usize>) -> Vec<usize> {
    let Some(start) = knot.first().copied() else { return Vec::new() };
    let mut came_from: BTreeMap<usize, usize> = BTreeMap::new();
    let mut waiting = VecDeque::from([start]);
    while let Some(task) = waiting.pop_front() {
        for waits_for in first[task].iter().filter(|one| knot.contains(one)) {
            if *waits_for == start {
                let mut way = vec![task];
                while let Some(before) = way.last().and_then(|one| came_from.get(one)) {
                    way.push(*before);
                }
                way.reverse();
                way.push(start);
                return way;
            }
            if !came_from.contains_key(waits_for) {
                came_from.insert(*waits_for, task);
                waiting.push_back(*waits_for);
            }
        }
    }
    Vec::new()
}
