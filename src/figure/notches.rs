//! Where the names of notches stand, so that none covers another: decided once
//! for both painters.

/// How many lines above and below a notch are tried. A name that stands further
/// off would have its line cross others; it is left to what the notch says.
const LINES: u32 = 4;
/// A name on a curve is as bad as one so many lines further off.
const ON_CURVE: u32 = 3;

/// An upright box: left, top, right, bottom, ordinates downwards.
pub type Room = (f64, f64, f64, f64);

/// A notch to be named: its place, and the width and height of its words.
pub type ToName = ((f64, f64), (f64, f64));

/// Where a name stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Named {
    /// The box of its words.
    pub room: Room,
    /// Where the line that leads to it ends; nothing beside the notch itself.
    pub leader: Option<(f64, f64)>,
}

/// Finds room for names of notches: for each its place and the size of its words.
/// `free` tells whether a box is within the chart and meets no other words or
/// marks, `on_curve` whether a curve runs through it. Those that have clear room
/// right beside them take it first; one that fits nowhere gets none.
pub fn name_notches(
    notches: &[ToName],
    gap: f64,
    free: impl Fn(Room) -> bool,
    on_curve: impl Fn(Room) -> bool,
) -> Vec<Option<Named>> {
    let mut named: Vec<Option<Named>> = vec![None; notches.len()];
    let mut taken: Vec<Room> = Vec::new();
    // From the top, so that names of one stack stand in the order of their notches.
    let mut order: Vec<usize> = (0..notches.len()).collect();
    order.sort_by(|&a, &b| notches[a].0.1.total_cmp(&notches[b].0.1));
    for near_only in [true, false] {
        for &at in &order {
            let (place, size) = notches[at];
            if named[at].is_some() {
                continue;
            }
            let cost = |room: Room, line: u32| line + if on_curve(room) { ON_CURVE } else { 0 };
            let best = places(place, size, gap)
                .filter(|&(room, _)| free(room) && !taken.iter().any(|&other| meet(room, other)))
                .map(|(room, line)| (room, line, cost(room, line)))
                .min_by_key(|&(_, _, cost)| cost);
            let Some((room, line, cost)) = best else { continue };
            if near_only && cost > 0 {
                continue;
            }
            taken.push(room);
            let end = if room.1 > place.1 { room.1 } else { room.3 };
            let leader = (line > 0).then_some((f64::midpoint(room.0, room.2), end));
            named[at] = Some(Named { room, leader });
        }
    }
    named
}

/// Boxes beside a place, the nearest first, and how many lines off each lies.
fn places(
    (x, y): (f64, f64),
    (wide, high): (f64, f64),
    gap: f64,
) -> impl Iterator<Item = (Room, u32)> {
    (0..LINES).flat_map(move |line| {
        let off = f64::from(line) * (high + 2.0);
        [x - wide / 2.0, x + gap, x - gap - wide].into_iter().flat_map(move |left| {
            [y - gap - high - off, y + gap + off]
                .into_iter()
                .map(move |top| ((left, top, left + wide, top + high), line))
        })
    })
}

fn meet(a: Room, b: Room) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}
