//! Looking through a whole workbook.

use weighbridge::analysis::{Found, name_rank, query_words, search};
use weighbridge::store;
use weighbridge::workbook::{ItemRef, Kind, Workbook};

fn flagship() -> Workbook {
    let text = store::template(store::FLAGSHIP).unwrap();
    store::parse(text).unwrap()
}

fn kinds(workbook: &Workbook, query: &str) -> Vec<Kind> {
    let (hits, _) = search(workbook, query, 1000);
    hits.into_iter()
        .filter_map(|hit| match hit.found {
            Found::Item(item) => Some(item.kind),
            Found::Cell(..) => None,
        })
        .collect()
}

#[test]
fn names_rank_by_where_the_words_stand() {
    let rank = |name: &str, query: &str| name_rank(name, &query_words(query));
    assert_eq!(rank("CPU-bound throughput", "cpu"), Some(0));
    assert_eq!(rank("CPU-bound throughput", "CPU Through"), Some(0));
    assert_eq!(rank("CPU-bound throughput", "bound"), Some(1), "a hyphen begins a word");
    assert_eq!(rank("CPU-bound throughput", "put"), Some(2));
    assert_eq!(rank("CPU-bound throughput", "memory"), None);
    assert_eq!(rank("Ökosystem", "ÖKO"), Some(0), "capitals do not matter, nor do accents hurt");
    assert_eq!(rank("anything", ""), Some(1), "no words fit all names");
}

#[test]
fn what_a_workbook_holds_is_found_by_its_words_the_best_first() {
    let workbook = flagship();
    let (hits, all) = search(&workbook, "node.js", 5);
    assert_eq!(hits.len(), 5);
    assert!(all > 100, "the workbook speaks of it in hundreds of claims: {all}");
    assert_eq!(hits[0].found, Found::Item(ItemRef::new(Kind::Alternative, "nodejs")));
    assert!(hits[0].excerpt.is_none());

    // The id of a claim, as a paper would cite it.
    let id = workbook.claims[17].id.as_str().to_owned();
    let (hits, _) = search(&workbook, &id, 5);
    assert!(hits.iter().any(|hit| hit.found == Found::Item(ItemRef::new(Kind::Claim, &id))));

    assert!(search(&workbook, "", 5).0.is_empty());
    assert!(search(&workbook, "   ", 5).0.is_empty());
    assert!(search(&workbook, "zzyzx", 5).0.is_empty());
}

#[test]
fn words_may_be_spread_over_name_and_texts_and_the_excerpt_shows_one() {
    let workbook = flagship();
    let (hits, _) = search(&workbook, "multithreading PEP", 20);
    let hit = hits.iter().find(|hit| hit.name.contains("no multithreading")).unwrap();
    assert!(hit.excerpt.as_ref().unwrap().contains("PEP"), "{hit:?}");
    assert!(hit.excerpt.as_ref().unwrap().chars().count() <= 112);
}

#[test]
fn a_score_is_found_by_its_option_and_criterion_together() {
    let workbook = flagship();
    let (hits, _) = search(&workbook, "cpu-bound throughput python", 20);
    assert!(
        hits.iter().any(|hit| matches!(
            &hit.found,
            Found::Cell(option, criterion)
                if workbook.alternative_name(option) == "Python"
                    && workbook.criterion_name(criterion) == "CPU-bound throughput"
        )),
        "{hits:?}"
    );
    // One word alone finds no row of scores by name.
    let (hits, _) = search(&workbook, "python", 1000);
    assert!(hits.iter().all(|hit| match hit.found {
        Found::Cell(..) => hit.excerpt.is_some(),
        Found::Item(_) => true,
    }));
}

#[test]
fn every_kind_of_item_can_be_found() {
    let workbook = flagship();
    for (query, kind) in [
        ("lead architect", Kind::Person),
        ("hybrid", Kind::Alternative),
        ("public api", Kind::Profile),
        ("x07", Kind::Contradiction),
        ("q01", Kind::Question),
        ("best", Kind::Source),
        ("load test", Kind::Finding),
    ] {
        assert!(kinds(&workbook, query).contains(&kind), "{query}");
    }
}
