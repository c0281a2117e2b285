//! A small bundle made with the room `journal`, for the commands that judge bundles.

use journal::{
    BundleWriter, Checkpoint, Entry, Hash, Kind, MemoryTiles, Moment, Origin, Place, Shape, SigningKey,
    StreamHead, StreamName, append, commitment, leaf_hash, sealed,
};

/// A bundle of one case, the key that signed it and checkpoints before and after.
pub struct Made {
    /// The bundle over the whole log.
    pub bundle: Vec<u8>,
    /// Text of the key it is signed with.
    pub vkey: String,
    /// The checkpoint the bundle ends in.
    pub checkpoint: String,
    /// A checkpoint of the log after it grew.
    pub later: String,
}

/// Five entries of one case in a log of five.
pub fn made() -> Made {
    let key = SigningKey::from_seed(Origin::parse("example.com/stanch").expect("an origin"), &[7; 32]);
    let stream = StreamName::parse("case/0190f5fe-7c00-7a00-8000-000000000001").expect("a stream");
    let entries = entries(&stream, 5);
    let leaves: Vec<Hash> = entries.iter().map(|entry| leaf_hash(entry)).collect();
    let mut tiles = MemoryTiles::default();
    let now = append(&tiles, 0, &leaves).expect("a tree");
    now.tiles.into_iter().for_each(|tile| tiles.insert(tile));
    let checkpoint = Checkpoint::sign(now.size, now.root, &key);
    let last = *leaves.last().expect("entries");
    let head = StreamHead::sign(stream, 5, last, now.size, &key);
    let mut writer = BundleWriter::new(&checkpoint, &head);
    for (index, entry) in (0..).zip(&entries) {
        writer.entry(index, entry);
    }
    writer.disclose(0, &[1; 32], b"body 1");
    let bundle = writer.finish(&tiles, &key).expect("a bundle that verifies");
    let grown = append(&tiles, now.size, &[Hash::of(b"one more")]).expect("a tree");
    Made {
        bundle,
        vkey: key.verifier().to_string(),
        checkpoint,
        later: Checkpoint::sign(grown.size, grown.root, &key),
    }
}

fn entries(stream: &StreamName, count: u8) -> Vec<Vec<u8>> {
    let mut place = Place::FIRST;
    let mut entries = Vec::new();
    for number in 1..=count {
        let moment = Moment::from_microseconds(1_772_000_000_000_000 + i64::from(number)).expect("a moment");
        let entry = Entry {
            stream: stream.clone(),
            place,
            kind: Kind::parse("fact.stated").expect("a kind"),
            shape: Shape::MIN,
            occurred_at: moment,
            recorded_at: moment,
            sealed: sealed(b"ciphertext"),
            commitment: commitment(&[number; 32], format!("body {number}").as_bytes()),
        };
        let bytes = entry.encode();
        place = place.next(leaf_hash(&bytes));
        entries.push(bytes);
    }
    entries
}
