//! A column chart (DrawingML): the word processor draws it from the figures, in the letters of the text.

use std::fmt::Write;
use std::io;

use quick_xml::escape::escape;

use super::paper::Chart;
use super::write::{Look, Xml, branch, leaf, looks};

/// Size on paper, in English metric units of 1/36,000 mm: 165 mm by 50 mm.
const SIZE: [(&str, &str); 2] = [("cx", "5940000"), ("cy", "1800000")];

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";

/// The part of a chart, with places for what it shows.
const PART: &str = include_str!("chart.xml");

/// The name of a chart's part.
pub(super) fn part_name(number: usize) -> String {
    format!("word/charts/chart{number}.xml")
}

/// The id by which the text refers to the part.
pub(super) fn link(number: usize) -> String {
    format!("rIdChart{number}")
}

/// The place in the text where a chart stands.
pub(super) fn place(xml: &mut Xml, chart: &Chart, number: usize) -> io::Result<()> {
    let id = number.to_string();
    let name = format!("Biểu đồ {number}");
    branch(xml, "w:p", |xml| {
        branch(xml, "w:pPr", |xml| looks(xml, &Look { room: (60, 60), ..Look::centred(12) }))?;
        branch(xml, "w:r", |xml| {
            branch(xml, "w:drawing", |xml| {
                branch(xml, "wp:inline", |xml| {
                    leaf(xml, "wp:extent", &SIZE)?;
                    let described = [("id", id.as_str()), ("name", &name), ("descr", &chart.title)];
                    leaf(xml, "wp:docPr", &described)?;
                    leaf(xml, "wp:cNvGraphicFramePr", &[])?;
                    graphic(xml, number)
                })
            })
        })
    })
}

fn graphic(xml: &mut Xml, number: usize) -> io::Result<()> {
    let graphic = xml.create_element("a:graphic").with_attribute(("xmlns:a", DRAWING));
    graphic.write_inner_content(|xml| {
        let data = xml.create_element("a:graphicData").with_attribute(("uri", CHART));
        data.write_inner_content(|xml| {
            leaf(xml, "c:chart", &[("xmlns:c", CHART), ("r:id", &link(number))])
        })?;
        Ok(())
    })?;
    Ok(())
}

/// The part with the figures. They stand in the "cache" that is read when no workbook is behind a chart.
pub(super) fn part(chart: &Chart) -> String {
    let count = chart.points.len();
    let (mut labels, mut figures) = (String::new(), String::new());
    for (index, (label, figure)) in chart.points.iter().enumerate() {
        // Writing into a String cannot fail.
        let label = escape(label.as_str());
        let _ = write!(labels, r#"<c:pt idx="{index}"><c:v>{label}</c:v></c:pt>"#);
        if let Some(figure) = figure {
            let _ = write!(figures, r#"<c:pt idx="{index}"><c:v>{figure}</c:v></c:pt>"#);
        }
    }
    let values: [(&str, &str); 5] = [
        ("{labels}", &labels),
        ("{figures}", &figures),
        ("{count}", &count.to_string()),
        ("{last}", &(count + 1).to_string()),
        ("{title}", &escape(chart.title.as_str())),
    ];
    values.iter().fold(PART.to_owned(), |part, (place, value)| part.replace(place, value))
}
