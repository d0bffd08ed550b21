//! The words of help and of wrong calls, in the language of the screen. Texts in the arguments are written
//! "Tiếng Việt · English"; here the one half is taken, and what clap says by itself is said anew.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, Error, FromArgMatches};
use domain::base::{Diagnostic, Lang};

use super::Cli;

/// Parses the arguments of this process; otherwise help or the fault has been printed, and this is the exit code.
pub(super) fn parse() -> Result<Cli, ExitCode> {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let lang = lang_of(&arguments);
    let command = spoken(Cli::command(), lang);
    let matches = command.clone().try_get_matches_from(&arguments);
    let cli = matches.and_then(|matches| Cli::from_arg_matches(&matches));
    cli.map_err(|error| answer(&error, command, &arguments, lang))
}

/// The language is needed before anything is parsed.
fn lang_of(arguments: &[OsString]) -> Lang {
    let texts: Vec<_> = arguments.iter().map(|text| text.to_string_lossy()).collect();
    let apart = texts.windows(2).any(|pair| pair[0] == "--lang" && pair[1] == "en");
    if apart || texts.iter().any(|text| text == "--lang=en") { Lang::En } else { Lang::Vi }
}

fn say(lang: Lang, vi: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

/// Of "Tiếng Việt · English" the half in one language, line by line; a line of its own stands for both.
fn half(text: &str, lang: Lang) -> String {
    let line = |line: &str| match (line.split_once(" · "), lang) {
        (Some((vi, _)), Lang::Vi) => vi.to_owned(),
        (Some((_, en)), Lang::En) => en.to_owned(),
        (None, _) => line.to_owned(),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// A command and those below it, in one language.
fn spoken(command: Command, lang: Lang) -> Command {
    let about = command.get_about().map(|text| half(&text.to_string(), lang));
    let after = command.get_after_help().map(|text| examples(&text.to_string(), lang));
    let (is_root, template) = (command.get_name() == "phaodai", template(&command, lang));
    let below: Vec<String> =
        command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let mut command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .mut_args(|arg| spoken_arg(arg, lang))
        .arg(help.help(say(lang, "Xem hướng dẫn này", "Print this help")))
        .subcommand_value_name(say(lang, "LỆNH", "COMMAND"))
        .help_template(template)
        .about(about.unwrap_or_default())
        .after_help(after.unwrap_or_default());
    if is_root {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
        command = command.arg(version.help(say(lang, "Xem phiên bản", "Print the version")));
    }
    for name in below {
        command = command.mut_subcommand(name, |below| spoken(below, lang));
    }
    command
}

fn examples(text: &str, lang: Lang) -> String {
    half(&text.replace("Ví dụ · Example:", say(lang, "Ví dụ:", "Example:")), lang)
}

fn spoken_arg(arg: Arg, lang: Lang) -> Arg {
    let mut help = arg.get_help().map(|text| half(&text.to_string(), lang)).unwrap_or_default();
    if !arg.get_action().takes_values() {
        return arg.help(help);
    }
    let choices = arg.get_possible_values();
    if !choices.is_empty() {
        let names: Vec<&str> = choices.iter().map(|choice| choice.get_name()).collect();
        help.push_str(&format!(" [{}]", names.join(", ")));
    }
    let defaults = arg.get_default_values().iter().map(|text| text.to_string_lossy());
    let defaults = defaults.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
    if !defaults.is_empty() {
        help.push_str(&format!(" [{}: {defaults}]", say(lang, "mặc định", "default")));
    }
    arg.help(help).hide_default_value(true).hide_possible_values(true)
}

/// The order of the help, without headings over nothing.
fn template(command: &Command, lang: Lang) -> String {
    let mut text = format!("{{about-with-newline}}\n{}: {{usage}}\n", usage_word(lang));
    if command.has_subcommands() {
        text.push_str(say(lang, "\nLệnh:\n{subcommands}\n", "\nCommands:\n{subcommands}\n"));
    }
    if command.get_positionals().next().is_some() {
        text.push_str(say(lang, "\nTham số:\n{positionals}\n", "\nArguments:\n{positionals}\n"));
    }
    text + say(lang, "\nTùy chọn:\n{options}{after-help}", "\nOptions:\n{options}{after-help}")
}

fn usage_word(lang: Lang) -> &'static str {
    say(lang, "Cách dùng", "Usage")
}

/// Prints the help that was asked for, or what is wrong with the call, how the command is used, and an example.
fn answer(error: &Error, mut root: Command, arguments: &[OsString], lang: Lang) -> ExitCode {
    let options = say(lang, "[TÙY CHỌN]", "[OPTIONS]");
    let text = error.render().to_string().replace("[OPTIONS]", options);
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            print!("{text}");
            return ExitCode::SUCCESS;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            eprint!("{text}");
            return ExitCode::from(2);
        }
        _ => {}
    }
    root.build();
    let mut command = called(&root, arguments).clone();
    let usage = command.render_usage().to_string().replace("[OPTIONS]", options);
    let usage = usage.trim_start_matches("Usage: ").trim();
    eprintln!("{}", wrong(error).render(lang));
    eprintln!("{}: {usage}", usage_word(lang));
    if let Some(example) = example(&command) {
        eprintln!("{}: {example}", say(lang, "Ví dụ", "Example"));
    }
    let path = command.get_bin_name().unwrap_or("phaodai");
    eprintln!("{}: {path} --help", say(lang, "Xem thêm", "More"));
    ExitCode::from(2)
}

/// The command that was called, as far as its words are known.
fn called<'c>(root: &'c Command, arguments: &[OsString]) -> &'c Command {
    const WITH_VALUE: [&str; 4] = ["--data", "--now", "--lang", "--as"];
    let mut command = root;
    let mut words = arguments.iter().skip(1).map(|word| word.to_string_lossy());
    while let Some(word) = words.next() {
        if WITH_VALUE.contains(&word.as_ref()) {
            words.next();
        } else if let Some(below) = command.find_subcommand(word.as_ref()) {
            command = below;
        } else if !word.starts_with('-') {
            break;
        }
    }
    command
}

/// The first example of a command's help.
fn example(command: &Command) -> Option<String> {
    let text = command.get_after_help()?.to_string();
    let line = text.lines().find(|line| line.trim_start().starts_with("phaodai "))?;
    Some(line.trim().to_owned())
}

/// A wrong call as the other faults are said.
fn wrong(error: &Error) -> Diagnostic {
    let word = |kind| error.get(kind).map(words_of).unwrap_or_default().replace("...", "");
    let (argument, value) = (word(ContextKind::InvalidArg), word(ContextKind::InvalidValue));
    match error.kind() {
        ErrorKind::MissingRequiredArgument => Diagnostic::error(
            "argument_missing",
            format!("Lệnh còn thiếu {argument}."),
            format!("The command lacks {argument}."),
        ),
        ErrorKind::MissingSubcommand => {
            Diagnostic::error("command_missing", "Chưa nói làm lệnh nào.", "No command was named.")
        }
        ErrorKind::InvalidSubcommand => {
            let named = word(ContextKind::InvalidSubcommand);
            let fault = Diagnostic::error(
                "command_unknown",
                format!("Không có lệnh “{named}”."),
                format!("There is no command `{named}`."),
            );
            resembling(fault, &word(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::UnknownArgument => {
            let fault = Diagnostic::error(
                "argument_unknown",
                format!("Lệnh này không có “{argument}”."),
                format!("The command has no `{argument}`."),
            );
            resembling(fault, &word(ContextKind::SuggestedArg))
        }
        ErrorKind::ArgumentConflict => {
            let other = word(ContextKind::PriorArg);
            if other == argument {
                return Diagnostic::error(
                    "argument_twice",
                    format!("{argument} chỉ được ghi một lần."),
                    format!("{argument} may be given only once."),
                );
            }
            Diagnostic::error(
                "argument_conflict",
                format!("Không dùng được {argument} cùng với {other}."),
                format!("{argument} cannot be used with {other}."),
            )
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            unfit(error, &argument, &value, &word(ContextKind::ValidValue))
        }
        _ => {
            let text = error.render().to_string();
            let first = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
            Diagnostic::error(
                "call_wrong",
                format!("Gọi lệnh chưa đúng: {first}"),
                format!("The call is wrong: {first}"),
            )
        }
    }
}

/// A value that an argument does not take.
fn unfit(error: &Error, argument: &str, value: &str, known: &str) -> Diagnostic {
    if value.is_empty() {
        return Diagnostic::error(
            "value_missing",
            format!("{argument} cần một giá trị."),
            format!("{argument} wants a value."),
        );
    }
    let fault = Diagnostic::error(
        "value_unfit",
        format!("“{value}” không dùng được cho {argument}."),
        format!("`{value}` does not fit {argument}."),
    );
    if !known.is_empty() {
        return fault.hint(format!("Chọn: {known}"), format!("One of: {known}"));
    }
    let reason = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    match reason.split_once(" · ") {
        Some((vi, en)) => fault.hint(vi, en),
        None => fault,
    }
}

fn resembling(fault: Diagnostic, known: &str) -> Diagnostic {
    if known.is_empty() {
        return fault;
    }
    fault.hint(format!("Có phải: {known}"), format!("Perhaps: {known}"))
}

fn words_of(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every command with its words, down to the last.
    fn all(command: &Command, path: &str, found: &mut Vec<(String, Command)>) {
        found.push((path.to_owned(), command.clone()));
        for below in command.get_subcommands() {
            all(below, &format!("{path} {}", below.get_name()), found);
        }
    }

    #[test]
    fn arguments_are_well_formed_in_both_languages() {
        spoken(Cli::command(), Lang::Vi).debug_assert();
        spoken(Cli::command(), Lang::En).debug_assert();
    }

    #[test]
    fn every_command_has_help_in_both_languages_and_an_example_of_itself() {
        let mut found = Vec::new();
        all(&Cli::command(), "phaodai", &mut found);
        assert!(found.len() > 25);
        for (path, command) in found {
            let texts =
                command.get_arguments().filter_map(Arg::get_help).chain(command.get_about());
            for text in texts.map(ToString::to_string) {
                assert!(text.contains(" · "), "{path}: {text}");
            }
            let example = example(&command).unwrap_or_default();
            assert!(example.starts_with(&path), "{path} has no example of itself: {example}");
        }
    }
}
