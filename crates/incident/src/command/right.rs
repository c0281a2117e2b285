use plan::Right;

use super::Command;

/// The right a role needs for a command; the desk checks it before anything is decided.
pub fn required_right(command: &Command) -> Right {
    match command {
        Command::Open { .. } => Right::Open,
        Command::StateFact { .. }
        | Command::Strike { .. }
        | Command::AddEvidence { .. }
        | Command::CountLeak(_)
        | Command::PassCustody { .. } => Right::StateFact,
        Command::DecideLevel { .. } => Right::DecideLevel,
        Command::Warn { .. }
        | Command::Renew { .. }
        | Command::Watch { .. }
        | Command::Declare { .. }
        | Command::Answer { .. }
        | Command::Moot { .. }
        | Command::Close
        | Command::Reopen { .. } => Right::Decide,
        // Drafting is work of every group; what is drafted leaves by other rights (`file`, `pass_text`, `send`).
        Command::StartPlaybook { .. }
        | Command::MoveTask { .. }
        | Command::Meet { .. }
        | Command::WriteField { .. } => Right::DoTask,
        Command::File { .. } => Right::File,
        Command::PassNotice { .. } => Right::PassText,
        Command::NoticeSent { .. } => Right::Send,
        Command::ProposeGate { .. } => Right::ProposeGate,
        Command::ReviewGate { .. } => Right::ReviewGate,
        Command::ApproveGate { .. } | Command::WaiveCondition { .. } => Right::ApproveGate,
        Command::Adopt { .. } => Right::AdoptPlan,
        // Time passes for everybody: whoever may look may also learn what the hour is.
        Command::Tick => Right::Read,
    }
}

/// The right that the command of this name asks for, before its words are read; `None` if there is no such command.
pub fn right_for(name: &str) -> Option<Right> {
    Some(match name {
        "open" => Right::Open,
        "fact" | "strike" | "evidence" | "custody" => Right::StateFact,
        "decide-level" => Right::DecideLevel,
        "warn" | "renew" | "watch" | "declare" | "accept" | "answer" | "moot" | "close" | "reopen" => {
            Right::Decide
        }
        "playbook" | "task" | "met" | "write" => Right::DoTask,
        "file" => Right::File,
        "pass" => Right::PassText,
        "notice-sent" => Right::Send,
        "gate.propose" => Right::ProposeGate,
        "gate.review" => Right::ReviewGate,
        "gate.approve" | "waive" => Right::ApproveGate,
        "adopt" => Right::AdoptPlan,
        "tick" => Right::Read,
        _ => return None,
    })
}
