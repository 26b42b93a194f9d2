//! The laws themselves: the universal scalability law, Amdahl's, Gustafson's,
//! the straight line, and Little's law.

/// The universal scalability law (Gunther 2007, Guerrilla Capacity Planning,
/// eq. 4.1 with the throughput of one as scale):
/// X(N) = λ N / (1 + σ (N − 1) + κ N (N − 1)).
///
/// With κ = 0 it is Amdahl's law, with σ = 0 as well a straight line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Usl {
    /// Contention σ, 0 to 1: the share of the work that waits in a line.
    pub sigma: f64,
    /// Coherency κ, 0 or more: what each pair spends on agreeing with each other.
    pub kappa: f64,
    /// Throughput of one, λ: requests per second at a load of 1.
    pub lambda: f64,
}

/// What keeps throughput below the straight line, as shares of the time of one
/// request at a load of 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overhead {
    /// The work itself shared among all: 1/N.
    pub ideal: f64,
    /// Waiting in a line: σ (N − 1) / N.
    pub contention: f64,
    /// Agreeing with each other: κ (N − 1) / 2.
    pub coherency: f64,
}

impl Usl {
    /// The denominator 1 + σ (N − 1) + κ N (N − 1).
    fn slowing(&self, load: f64) -> f64 {
        1.0 + self.sigma * (load - 1.0) + self.kappa * load * (load - 1.0)
    }

    /// Throughput at a load, in the unit of λ.
    pub fn throughput(&self, load: f64) -> f64 {
        self.lambda * load / self.slowing(load)
    }

    /// Throughput as a multiple of that of one: X(N) / λ.
    pub fn capacity(&self, load: f64) -> f64 {
        load / self.slowing(load)
    }

    /// Mean latency at a load where all of it is under way at once, in seconds
    /// where λ is per second: R = N / X (Little's law).
    pub fn latency(&self, load: f64) -> f64 {
        self.slowing(load) / self.lambda
    }

    /// Load of the highest throughput, √((1 − σ) / κ); nothing where κ is 0 and
    /// throughput never falls. Never below 1.
    pub fn peak_load(&self) -> Option<f64> {
        let peak = ((1.0 - self.sigma).max(0.0) / self.kappa).sqrt();
        (self.kappa > 0.0 && peak.is_finite()).then_some(peak.max(1.0))
    }

    /// Load and throughput of the peak; nothing where there is none.
    pub fn peak(&self) -> Option<(f64, f64)> {
        self.peak_load().map(|load| (load, self.throughput(load)))
    }

    /// Highest throughput, and its load, for loads up to one: the peak where it
    /// comes before, or else the end.
    pub fn highest_up_to(&self, load: f64) -> (f64, f64) {
        let at = self.peak_load().map_or(load, |peak| peak.min(load));
        (at, self.throughput(at))
    }

    /// What throughput would tend to without coherency, λ / σ; nothing where σ
    /// is 0.
    pub fn limit(&self) -> Option<f64> {
        let limit = self.lambda / self.sigma;
        (self.sigma > 0.0 && limit.is_finite()).then_some(limit)
    }

    /// Load at which the straight line meets the limit, 1 / σ: beyond it more
    /// load mainly waits. Nothing where σ is 0.
    pub fn optimum(&self) -> Option<f64> {
        let load = 1.0 / self.sigma;
        (self.sigma > 0.0 && load.is_finite()).then_some(load)
    }

    /// Share of the straight line that is reached at a load: X(N) / (λ N).
    pub fn efficiency(&self, load: f64) -> f64 {
        1.0 / self.slowing(load)
    }

    /// What keeps throughput below the straight line at a load.
    pub fn overhead(&self, load: f64) -> Overhead {
        Overhead {
            ideal: 1.0 / load,
            contention: self.sigma * (load - 1.0) / load,
            coherency: self.kappa * (load - 1.0) / 2.0,
        }
    }

    /// Load at which a mean latency (in seconds where λ is per second) is
    /// reached: the greater root of κ N² + (σ − κ) N + 1 − σ − λ R = 0. Nothing
    /// where even a load of 1 takes longer, or latency never grows so far.
    pub fn load_at_latency(&self, latency: f64) -> Option<f64> {
        let room = self.lambda * latency - 1.0 + self.sigma;
        let slope = self.sigma - self.kappa;
        let load = if self.kappa > 0.0 {
            let inner = slope * slope + 4.0 * self.kappa * room;
            if inner < 0.0 {
                return None;
            }
            // The form that does not subtract like numbers.
            let root = inner.sqrt();
            if slope > 0.0 {
                2.0 * room / (slope + root)
            } else {
                (root - slope) / (2.0 * self.kappa)
            }
        } else {
            room / slope
        };
        (load.is_finite() && load >= 1.0).then_some(load)
    }

    /// Throughput at which a mean latency is reached; nothing where it is not.
    pub fn throughput_at_latency(&self, latency: f64) -> Option<f64> {
        self.load_at_latency(latency).map(|load| load / latency).filter(|rate| rate.is_finite())
    }

    /// Whether all three are finite and within their bounds.
    pub fn is_sound(&self) -> bool {
        (0.0..=1.0).contains(&self.sigma)
            && self.kappa >= 0.0
            && self.kappa.is_finite()
            && self.lambda > 0.0
            && self.lambda.is_finite()
    }
}

/// Speed-up of a fixed task on `workers`, where a share `serial` of it (0 to 1)
/// cannot be shared: 1 / (s + (1 − s) / N) (Amdahl 1967). Without a number of
/// workers, what it tends to; nothing where that is without end.
pub fn amdahl(serial: f64, workers: Option<f64>) -> Option<f64> {
    let rest = workers.map_or(0.0, |workers| (1.0 - serial) / workers);
    let speedup = 1.0 / (serial + rest);
    speedup.is_finite().then_some(speedup)
}

/// Speed-up of a task that grows with the `workers`, where a share `serial` (0
/// to 1) of the time on all of them cannot be shared: N − s (N − 1)
/// (Gustafson 1988).
pub fn gustafson(serial: f64, workers: f64) -> f64 {
    workers - serial * (workers - 1.0)
}

/// Little's law (Little 1961), N = X R: what is under way at once, from
/// throughput and the time of each.
pub fn under_way(throughput: f64, time: f64) -> f64 {
    throughput * time
}

/// Little's law for throughput: X = N / R.
pub fn rate(under_way: f64, time: f64) -> f64 {
    under_way / time
}

/// Little's law for the time of each: R = N / X.
pub fn time_of_each(under_way: f64, throughput: f64) -> f64 {
    under_way / throughput
}
