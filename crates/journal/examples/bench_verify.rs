//! How fast a log is verified, in CPU time of this process: one line of JSON for `cargo xtask bench core`.
//!
//! `entries_per_cpu_s` and `ratio_to_sha256` are of 400-byte entries: each entry's leaf hash, compared, and the tree
//! over them, against plain SHA-256 over the same bytes in one go. `real_entries_per_cpu_s` decodes the entries of
//! a case as well; `bundle_entries_per_cpu_s` is the whole judgement of a bundle of them, seal, chain and tiles included. Bodies are apart: salt and plaintext of 1 KiB against their commitment.
#![expect(clippy::print_stdout, reason = "its one line of output")]
#![expect(clippy::panic, reason = "a benchmark that cannot measure must not print a figure")]

use journal::{
    BundleWriter, Checkpoint, Entry, Hash, Kind, MemoryTiles, Moment, Origin, Place, SigningKey, StreamHead,
    StreamName, Verdict, append, commitment, leaf_hash, rebuild, verify,
};
use sha2::{Digest, Sha256};

const COUNT: usize = 200_000;
const ENTRY: usize = 400;
const BODY: usize = 1024;
/// CPU seconds each measurement takes at least: the clock ticks in hundredths.
const LEAST: f64 = 1.5;

fn main() {
    let bytes: Vec<u8> = (0..COUNT * ENTRY).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let entries: Vec<&[u8]> = bytes.chunks_exact(ENTRY).collect();
    let leaves: Vec<Hash> = entries.iter().map(|entry| leaf_hash(entry)).collect();
    let verified = per_cpu_second(COUNT, || {
        let tree = rebuild(entries.iter().copied().zip(leaves.iter().copied()));
        tree.map_or_else(|index| panic!("entry {index}"), |tree| tree.root())
    });
    let plain = per_cpu_second(COUNT, || Hash::from_bytes(Sha256::digest(&bytes).into()));
    let real = real_entries();
    let real_leaves: Vec<Hash> = real.iter().map(|entry| leaf_hash(entry)).collect();
    let real = per_cpu_second(real.len(), || {
        let tree = rebuild(real.iter().map(Vec::as_slice).zip(real_leaves.iter().copied()));
        let readable = real.iter().filter(|entry| Entry::decode(entry).is_ok()).count();
        assert_eq!(readable, real.len());
        tree.map_or_else(|index| panic!("entry {index}"), |tree| tree.root())
    });
    let bodies = bytes.len() / BODY;
    let opened = per_cpu_second(bodies, || {
        let all = bytes.chunks_exact(BODY).map(|body| commitment(&[7; 32], body));
        all.fold(leaves[0], |all, one| if all < one { one } else { all })
    });
    let bundled = bundled_entries();
    println!(
        "{{\"entry_bytes\":{ENTRY},\"entries_per_cpu_s\":{verified:.0},\"ratio_to_sha256\":{:.3},\
         \"bundle_entries_per_cpu_s\":{bundled:.0},\
         \"real_entries_per_cpu_s\":{real:.0},\"bodies_1k_per_cpu_s\":{opened:.0}}}",
        verified / plain
    );
}

/// The whole judgement of a bundle of that many entries, as `stanch journal verify` makes it.
fn bundled_entries() -> f64 {
    let Ok(origin) = Origin::parse("bench.example") else { panic!("origin") };
    let Ok(stream) = StreamName::parse("case/0192f0c1-7c1e-7000-8000-00000000002a") else { panic!("stream") };
    let key = SigningKey::from_seed(origin, &[1; 32]);
    let entries = real_entries();
    let leaves: Vec<Hash> = entries.iter().map(|entry| leaf_hash(entry)).collect();
    let mut tiles = MemoryTiles::default();
    let Ok(log) = append(&tiles, 0, &leaves) else { panic!("append") };
    tiles.extend(log.tiles);
    let head = StreamHead::sign(stream, log.size, leaves[COUNT - 1], log.size, &key);
    let mut writer = BundleWriter::new(&Checkpoint::sign(log.size, log.root, &key), &head);
    for (index, entry) in (0..).zip(&entries) {
        writer.entry(index, entry);
    }
    let Ok(bundle) = writer.finish(&tiles, &key) else { panic!("bundle") };
    per_cpu_second(COUNT, || {
        assert_eq!(verify(&bundle, Some(&key.verifier()), None).verdict, Verdict::Verified);
        log.root
    })
}

fn real_entries() -> Vec<Vec<u8>> {
    let Ok(stream) = StreamName::parse("case/0192f0c1-7c1e-7000-8000-00000000002a") else { panic!("stream") };
    let Ok(kind) = Kind::parse("fact.stated") else { panic!("kind") };
    let mut place = Place::FIRST;
    let entry = |_: usize| {
        let entry = Entry {
            stream: stream.clone(),
            place,
            kind: kind.clone(),
            shape: std::num::NonZeroU16::MIN,
            occurred_at: Moment::MIN,
            recorded_at: Moment::MIN,
            sealed: journal::empty_root(),
            commitment: journal::empty_root(),
        };
        let bytes = entry.encode();
        place = place.next(leaf_hash(&bytes));
        bytes
    };
    (0..COUNT).map(entry).collect()
}

/// Runs `work` over `count` things until the clock has moved enough; things per CPU second.
fn per_cpu_second(count: usize, work: impl Fn() -> Hash) -> f64 {
    let (start, mut rounds) = (cpu_seconds(), 0u32);
    loop {
        std::hint::black_box(work());
        rounds += 1;
        let spent = cpu_seconds() - start;
        if spent >= LEAST {
            return count as f64 * f64::from(rounds) / spent;
        }
    }
}

/// User and system time of this process in seconds: fields 14 and 15 of `/proc/self/stat`, in hundredths (Linux).
fn cpu_seconds() -> f64 {
    let Ok(stat) = std::fs::read_to_string("/proc/self/stat") else { panic!("needs /proc (Linux)") };
    // The second field is the command in brackets and may hold spaces: count from its end.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok());
    match (ticks(11), ticks(12)) {
        (Some(user), Some(system)) => (user + system) / 100.0,
        _ => panic!("unexpected /proc/self/stat"),
    }
}
