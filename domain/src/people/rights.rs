//! Who may do what: a right is one thing that can be done, a role is a set of rights, a grant is a role for a unit.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::base::{Bilingual, Diagnostic};

/// One thing that can be done. It holds for the unit of the grant and the units below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// See lists of a register, sensitive fields masked.
    ReadRecords,
    /// Write, change and retract records.
    WriteRecords,
    /// Bring in a list from a file.
    Import,
    /// Take a list out to a file, with a watermark.
    Export,
    /// Open masked fields one by one; each opening is recorded.
    OpenSensitive,
    /// Accept a new register, or a new version of one.
    DefineRegisters,
    /// See directives and tasks.
    ReadDirectives,
    /// Enter a directive that came in, correct what was read.
    ReceiveDirectives,
    /// Issue the obligations of a directive as tasks.
    IssueDirectives,
    /// Accept, report, return, delegate a task of the unit.
    ActOnTasks,
    /// Fill in and send the return.
    PrepareReturns,
    /// Confirm a return by the post that the officer holds.
    Attest,
    /// See the board and the collation of the units below.
    ReadBoard,
    /// See figures that do not agree.
    ReadDiscrepancies,
    /// Ask a unit for an explanation, remind it.
    Ask,
    /// Explain figures of the own unit.
    Explain,
    /// Accept or refuse an explanation.
    Judge,
    /// Read the briefing.
    ReadBriefing,
    /// Edit the briefing, write down conclusions that become tasks.
    Conclude,
    /// Search who read or changed what.
    ReadAudit,
    /// Accounts, backup, verification.
    Administer,
}

impl Right {
    /// Every right, in the order in which they are declared.
    pub const ALL: [Self; 21] = [
        Self::ReadRecords,
        Self::WriteRecords,
        Self::Import,
        Self::Export,
        Self::OpenSensitive,
        Self::DefineRegisters,
        Self::ReadDirectives,
        Self::ReceiveDirectives,
        Self::IssueDirectives,
        Self::ActOnTasks,
        Self::PrepareReturns,
        Self::Attest,
        Self::ReadBoard,
        Self::ReadDiscrepancies,
        Self::Ask,
        Self::Explain,
        Self::Judge,
        Self::ReadBriefing,
        Self::Conclude,
        Self::ReadAudit,
        Self::Administer,
    ];

    /// Whether the right is about records, so that the role's list of registers bounds it.
    pub fn is_of_registers(self) -> bool {
        matches!(
            self,
            Self::ReadRecords
                | Self::WriteRecords
                | Self::Import
                | Self::Export
                | Self::OpenSensitive
        )
    }
}

/// A set of rights under a name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Name in code and on the command line: `commune_clerk`.
    pub name: String,
    /// Name on screen.
    pub title: Bilingual,
    /// What it allows.
    pub rights: Vec<Right>,
    /// The registers to which rights on records apply: `*` is all that people fill in, `-name` takes one out.
    pub registers: Vec<String>,
}

impl Role {
    /// Whether the role gives a right.
    pub fn gives(&self, right: Right) -> bool {
        self.rights.contains(&right)
    }

    /// Whether the role gives a right on the records of a register.
    pub fn gives_on(&self, right: Right, register: &str) -> bool {
        let taken_out = |name: &String| name.strip_prefix('-') == Some(register);
        let named = |name: &String| name == "*" || name == register;
        self.gives(right)
            && self.registers.iter().any(named)
            && !self.registers.iter().any(taken_out)
    }
}

static BUILT_IN: LazyLock<Roles> = LazyLock::new(|| {
    let text = include_str!("../../../definitions/roles/roles.toml");
    Roles::from_toml(text).unwrap_or_else(|fault| unreachable!("a test reads the roles: {fault:?}"))
});

/// All roles.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    /// Name of the rule pack.
    pub name: String,
    /// What it is called.
    pub title: Bilingual,
    /// Where the rules come from.
    pub source: String,
    #[serde(rename = "role")]
    roles: Vec<Role>,
}

impl Roles {
    /// Reads the roles.
    ///
    /// # Errors
    /// `roles_unreadable`, with what the reader says of the place.
    pub fn from_toml(text: &str) -> Result<Self, Diagnostic> {
        toml::from_str(text).map_err(|fault| {
            let (vi, en) = (
                format!("không đọc được bảng vai trò: {fault}"),
                format!("the table of roles cannot be read: {fault}"),
            );
            Diagnostic::error("roles_unreadable", vi, en).hint(
                "so với definitions/roles/roles.toml của chương trình",
                "compare it with definitions/roles/roles.toml of the program",
            )
        })
    }

    /// The roles of the program (`definitions/roles/roles.toml`).
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// All of them, in their order.
    pub fn all(&self) -> &[Role] {
        &self.roles
    }

    /// One by its name.
    pub fn called(&self, name: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_roles_are_those_that_the_design_names() {
        let roles = Roles::built_in();
        let names: Vec<&str> = roles.all().iter().map(|role| role.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "commune_clerk",
                "village_head",
                "commune_leader",
                "district_officer",
                "district_leader",
                "province",
                "health_staff",
                "checkpoint_staff",
                "hotline_operator",
                "oversight",
                "auditor",
                "administrator"
            ]
        );
        for role in roles.all() {
            let on_records = role.rights.iter().any(|right| right.is_of_registers());
            assert_eq!(on_records, !role.registers.is_empty(), "{}", role.name);
        }
    }

    #[test]
    fn every_right_is_given_to_somebody_and_oversight_only_reads() {
        let roles = Roles::built_in();
        for right in Right::ALL {
            assert!(roles.all().iter().any(|role| role.gives(right)), "{right:?}");
        }
        let oversight = roles.called("oversight").unwrap();
        assert!(!oversight.gives_on(Right::ReadRecords, "away_resident"));
        assert!(
            oversight
                .rights
                .iter()
                .all(|right| { serde_json::to_string(right).unwrap().starts_with("\"read_") })
        );
    }

    #[test]
    fn a_right_on_records_ends_at_the_registers_of_the_role() {
        let roles = Roles::built_in();
        let checkpoint = roles.called("checkpoint_staff").unwrap();
        assert!(checkpoint.gives_on(Right::WriteRecords, "away_resident"));
        assert!(!checkpoint.gives_on(Right::WriteRecords, "household"));
        assert!(!checkpoint.gives_on(Right::Export, "away_resident"));
        let role = Role { registers: vec!["*".into(), "-case".into()], ..checkpoint.clone() };
        assert!(role.gives_on(Right::ReadRecords, "household"));
        assert!(!role.gives_on(Right::ReadRecords, "case"));
    }

    #[test]
    fn a_misspelt_right_is_refused_with_its_place() {
        let fault = Roles::from_toml(
            "name='r'\nsource='s'\ntitle={vi='v',en='e'}\n[[role]]\nname='x'\ntitle={vi='v',en='e'}\nrights=['raed']\nregisters=[]",
        );
        assert_eq!(fault.unwrap_err().code, "roles_unreadable");
    }
}
