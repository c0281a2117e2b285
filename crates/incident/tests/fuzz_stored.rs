//! Stored bytes are foreign bytes: a damaged disk must not bring the program down.

use incident::stored::StoredEvent;

#[test]
fn no_bytes_make_reading_an_event_fall_over() {
    bolero::check!().for_each(|bytes: &[u8]| {
        if let Ok(stored) = StoredEvent::from_bytes(bytes)
            && let Ok(event) = stored.event()
        {
            let again = StoredEvent::of(&event).expect("what was read can be written");
            assert_eq!(again.event().expect("and read again"), event);
        }
    });
}
