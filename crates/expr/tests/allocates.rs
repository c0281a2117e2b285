//! Asking is done for every row of a board: it must not ask the system for memory.
#![allow(clippy::unwrap_used, reason = "tests may")]
#![expect(unsafe_code, reason = "counting allocations needs an allocator, and implementing one is unsafe")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::hint::black_box;

use expr::{EnumType, InstantKnown, Known, LevelKnown, Schema, Snapshot, Truth, Type, compile};

struct Counting;

thread_local! {
    static ASKED: Cell<usize> = const { Cell::new(0) };
}

fn count() {
    // While a thread ends its counter may be gone; nobody reads it then.
    let _ = ASKED.try_with(|asked| asked.set(asked.get() + 1));
}

// SAFETY: hands every request on to the system's allocator unchanged; counting does not allocate.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller's promise, passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise, passed on.
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        // SAFETY: the caller's promise, passed on.
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

fn allocations(work: impl FnOnce()) -> usize {
    let before = ASKED.get();
    work();
    ASKED.get() - before
}

fn schema() -> Schema {
    Schema::builder()
        .fact("p", Type::Int { min: 0, max: 1_000_000 })
        .fact("q", Type::Int { min: 0, max: 1_000_000 })
        .fact("classes", Type::Set(EnumType::plain("data classes", ["contact", "identity"])))
        .fact("cause", Type::Enum(EnumType::plain("causes", ["intrusion", "insider"])))
        .fact("seen", Type::Instant)
        .fact("sure", Type::Bool)
        .scale("response", ["1", "2", "3"])
        .build()
        .unwrap()
}

/// One text for every way an answer is found: Kleene logic, cells, sums, levels, knowledge itself, time.
const TEXTS: [&str; 8] = [
    "p > 100_000 && sure",
    "p > 9 || p <= 9",
    "p > 5 && p < 7 && p != 6",
    "p + q > 10 || p + q <= 10",
    "'identity' in classes && cause in ['intrusion'] || !('identity' in classes)",
    "level(response) at least '2' || known(sure) || complete(classes)",
    "since(seen) >= 72h || p > 5",
    "at_least(2, sure, p > 3, q > 4, seen < now)",
];

#[test]
fn asking_allocates_nothing_however_the_answer_is_found() {
    let schema = schema();
    let nothing = schema.nothing_known();
    let now = "2026-11-21T03:00:00Z".parse().unwrap();
    let all = [
        Known::Int { lo: 3, hi: 7 },
        Known::Int { lo: 9, hi: 9 },
        Known::Set { certain: 0b01, possible: 0b11 },
        Known::Enum { possible: 0b01 },
        Known::Instant(InstantKnown::at(now)),
        Known::Bool(Truth::True),
    ];
    let levels = [LevelKnown { certain: None, possible: Some(2) }];
    for text in TEXTS {
        let expr = compile(text, &schema).unwrap_or_else(|faults| unreachable!("{text}: {faults:?}"));
        for known in [nothing.as_slice(), &all, &[]] {
            let snapshot = Snapshot { known, levels: &levels, now };
            let asked = allocations(|| {
                black_box(expr.evaluate(black_box(&snapshot)));
            });
            assert_eq!(asked, 0, "{text}");
        }
        // The counter counts: an explanation lists parts, and a list needs memory.
        assert!(
            allocations(|| drop(black_box(expr.explain(&Snapshot {
                known: &nothing,
                levels: &levels,
                now
            }))))
                > 0
        );
    }
}
