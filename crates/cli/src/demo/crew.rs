//! The people of the made-up company: one for each role of the plan they run. Names like these have many; nobody is meant.

use messages::Language;

/// Somebody of the made-up company.
pub struct Somebody {
    /// What they sign in with.
    pub login: &'static str,
    /// The role of the plan they act in.
    pub role: &'static str,
    english: &'static str,
    chinese: &'static str,
}

impl Somebody {
    /// Their name, as readers of the language write it.
    pub fn name(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::SimplifiedChinese => self.chinese,
        }
    }
}

const fn of(
    login: &'static str,
    role: &'static str,
    english: &'static str,
    chinese: &'static str,
) -> Somebody {
    Somebody { login, role, english, chinese }
}

/// Everybody; the first is the one a visitor enters as.
pub const CREW: &[Somebody] = &[
    of("lin.xiao", "duty_manager", "Lin Xiao", "林晓"),
    of("zhou.ning", "commander", "Zhou Ning", "周宁"),
    of("chen.hao", "technical_lead", "Chen Hao", "陈昊"),
    of("gao.yue", "security_lead", "Gao Yue", "高玥"),
    of("xu.wen", "legal_lead", "Xu Wen", "许雯"),
    of("tang.min", "customer_lead", "Tang Min", "唐敏"),
    of("luo.jia", "press_lead", "Luo Jia", "罗佳"),
    of("ma.chao", "operations_lead", "Ma Chao", "马超"),
    of("song.lei", "people_lead", "Song Lei", "宋蕾"),
    of("han.bing", "finance_lead", "Han Bing", "韩冰"),
];
