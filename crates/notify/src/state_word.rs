//! Where a letter stands, in words: the same on pages and on the command line.

use desk::LetterState;
use messages::Message;

/// What the state of a letter is called.
pub fn state_word(state: LetterState) -> Message {
    Message::new(match state {
        LetterState::Queued => "notify-state-queued",
        LetterState::Deferred => "notify-state-deferred",
        LetterState::Sending => "notify-state-sending",
        LetterState::Accepted => "notify-state-accepted",
        LetterState::Refused => "notify-state-refused",
        LetterState::Uncertain => "notify-state-uncertain",
        LetterState::Bounced => "notify-state-bounced",
        LetterState::WithoutAddress => "notify-state-without-address",
    })
}
