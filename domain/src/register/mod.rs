//! What a register is: its definition, read from data, and the table that follows from it.

mod definition;

pub use definition::{
    Balance, Choice, ChoiceList, Definition, Field, Indicator, Measure, Missing, Retention, Shape,
    Tier, Visibility,
};
