/* A loop for these two models alone (see README.md), in plain C.
 *
 * Built twice. With SEQUENTIAL: xoshiro256++ (Blackman and Vigna 2021), polar normals, a table for Poisson. Without: the product's numbers,
 * Philox4x32-10 by (seed, replication, stream, index) and inversion in the product's own arithmetic, so that the results must equal the
 * product's to the last bit. The model's numbers and the streams' numbers are given by -D.
 */
#include <math.h>
#include <stdint.h>

enum { RING = 4096 };

#ifdef SEQUENTIAL
typedef struct { uint64_t s[4]; double spare; int has_spare; } Chance;
static double masses[128];

static inline uint64_t rotate(uint64_t v, int k) { return (v << k) | (v >> (64 - k)); }

static inline double uniform(Chance *c) {
    uint64_t *s = c->s, result = rotate(s[0] + s[3], 23) + s[0], t = s[1] << 17;
    s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t; s[3] = rotate(s[3], 45);
    return ((result >> 12) + 0.5) * 0x1p-52;
}

static void begin(Chance *c, uint64_t seed, uint64_t replication) {
    uint64_t z = seed * 0x9E3779B97F4A7C15u + replication;
    for (int i = 0; i < 4; i++) {
        uint64_t v = (z += 0x9E3779B97F4A7C15u);
        v = (v ^ (v >> 30)) * 0xBF58476D1CE4E5B9u; v = (v ^ (v >> 27)) * 0x94D049BB133111EBu;
        c->s[i] = v ^ (v >> 31);
    }
    c->has_spare = 0;
    double mass = exp(-ASKED), sum = 0.0;
    for (int k = 0; k < 128; k++) { masses[k] = sum += mass; mass *= ASKED / (k + 1); }
    masses[127] = 2.0;
}

static double score(Chance *c) {
    if (c->has_spare) { c->has_spare = 0; return c->spare; }
    double a, b, r;
    do { a = 2.0 * uniform(c) - 1.0; b = 2.0 * uniform(c) - 1.0; r = a * a + b * b; } while (r >= 1.0 || r == 0.0);
    r = sqrt(-2.0 * log(r) / r);
    c->spare = b * r; c->has_spare = 1;
    return a * r;
}

#define EXPONENTIAL(stream, mean) (-(mean) * log(uniform(&chance)))
#define LOGNORMAL(stream, mu, sigma) exp((mu) + (sigma) * score(&chance))
static int64_t poisson(Chance *c) {
    double u = uniform(c);
    int64_t k = (int64_t)ASKED;
    if (u > masses[k]) { while (u > masses[k]) k++; } else { while (k > 0 && u <= masses[k - 1]) k--; }
    return k;
}
#define POISSON(stream) poisson(&chance)
#else
typedef struct { uint64_t seed, replication; uint64_t index[8]; } Chance;

static void begin(Chance *c, uint64_t seed, uint64_t replication) {
    c->seed = seed; c->replication = replication;
    for (int i = 0; i < 8; i++) c->index[i] = 0;
}

static inline double draw(Chance *c, uint64_t stream, int which) {
    const uint64_t word = 0xFFFFFFFFu;
    uint64_t index = c->index[which]++;
    uint64_t w0 = index & word, w1 = index >> 32, w2 = stream, w3 = c->replication & word;
    uint64_t k0 = c->seed & word, k1 = c->seed >> 32;
    for (int i = 0; i < 10; i++) {
        uint64_t a = 0xD2511F53u * w0, b = 0xCD9E8D57u * w2;
        w0 = (b >> 32) ^ w1 ^ k0; w1 = b & word; w2 = (a >> 32) ^ w3 ^ k1; w3 = a & word;
        k0 = (k0 + 0x9E3779B9u) & word; k1 = (k1 + 0xBB67AE85u) & word;
    }
    return (double)((((w0 << 32) | w1) >> 11) | 1) * 0x1p-53;
}

/* M. J. Wichura, AS 241, PPND16 */
static double score(double u) {
    double q = u - 0.5;
    if (fabs(q) <= 0.425) {
        double r = 0.180625 - q * q;
        double top = 2.5090809287301226727e3 * r + 3.3430575583588128105e4;
        top = ((top * r + 6.7265770927008700853e4) * r + 4.5921953931549871457e4) * r + 1.3731693765509461125e4;
        top = ((top * r + 1.9715909503065514427e3) * r + 1.3314166789178437745e2) * r + 3.3871328727963666080e0;
        double low = 5.2264952788528545610e3 * r + 2.8729085735721942674e4;
        low = ((low * r + 3.9307895800092710610e4) * r + 2.1213794301586595867e4) * r + 5.3941960214247511077e3;
        low = ((low * r + 6.8718700749205790830e2) * r + 4.2313330701600911252e1) * r + 1.0;
        return q * top / low;
    }
    double r = sqrt(-log(q < 0.0 ? u : 1.0 - u)), top, low;
    if (r <= 5.0) {
        r -= 1.6;
        top = 7.74545014278341407640e-4 * r + 2.27238449892691845833e-2;
        top = ((top * r + 2.41780725177450611770e-1) * r + 1.27045825245236838258e0) * r + 3.64784832476320460504e0;
        top = ((top * r + 5.76949722146069140550e0) * r + 4.63033784615654529590e0) * r + 1.42343711074968357734e0;
        low = 1.05075007164441684324e-9 * r + 5.47593808499534494600e-4;
        low = ((low * r + 1.51986665636164571966e-2) * r + 1.48103976427480074590e-1) * r + 6.89767334985100004550e-1;
        low = ((low * r + 1.67638483018380384940e0) * r + 2.05319162663775882187e0) * r + 1.0;
    } else {
        r -= 5.0;
        top = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5;
        top = ((top * r + 1.24266094738807843860e-3) * r + 2.65321895265761230930e-2) * r + 2.96560571828504891230e-1;
        top = ((top * r + 1.78482653991729133580e0) * r + 5.46378491116411436990e0) * r + 6.65790464350110377720e0;
        low = 2.04426310338993978564e-15 * r + 1.42151175831644588870e-7;
        low = ((low * r + 1.84631831751005468180e-5) * r + 7.86869131145613259100e-4) * r + 1.48753612908506148525e-2;
        low = ((low * r + 1.36929880922735805310e-1) * r + 5.99832206555887937690e-1) * r + 1.0;
    }
    return q < 0.0 ? -top / low : top / low;
}

/* C. Loader (2000), as in the product's chance/mass.py */
static const double small_errors[16] = {
    0.0, 0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.020790672103765093, 0.016644691189821193, 0.013876128823070748,
    0.01189670994589177, 0.010411265261972096, 0.009255462182712733, 0.00833056343336287, 0.007573675487951841, 0.00694284010720953,
    0.006408994188004207, 0.0059513701127588475, 0.005554733551962801};

static double stirling_error(double k) {
    if (k < 15.5) return small_errors[(int)k];
    double square = 1.0 / (k * k), series = 1.0 / 1680.0 - square / 1188.0;
    return (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square * series))) / k;
}

static double deviance(double k, double mean) {
    double gap = k - mean, total = k + mean;
    if (fabs(gap) >= 0.1 * total) return k * log(k / mean) - gap;
    double v = gap / total, result = gap * v, term = 2.0 * k * v, square = v * v;
    for (int j = 1; j < 20; j++) {
        term *= square;
        double longer = result + term / (2 * j + 1);
        if (longer == result) break;
        result = longer;
    }
    return result;
}

static double poisson_mass(double k, double mean) {
    if (k < 0.5) return exp(-mean);
    return exp(-stirling_error(k) - deviance(k, mean)) / sqrt(2.0 * M_PI * k);
}

static int64_t poisson(double u, double mean) {
    double spread = 8.6 * sqrt(mean);
    if (u <= 0.4930712461) {
        double k = fmax(floor(mean - spread) - 2.0, 0.0), mass = poisson_mass(k, mean), below = mass;
        while (below < u) { k += 1.0; mass *= mean / k; below += mass; }
        return (int64_t)k;
    }
    double k = ceil(mean + spread + 12.2) + 2.0, mass = poisson_mass(k, mean), above = mass;
    while (above <= 1.0 - u && k > 0.0) { mass *= k / mean; k -= 1.0; above += mass; }
    return (int64_t)k;
}

#define EXPONENTIAL(stream, mean) (-(mean) * log(1.0 - draw(&chance, stream, WHICH_##stream)))
#define LOGNORMAL(stream, mu, sigma) exp((mu) + (sigma) * score(draw(&chance, stream, WHICH_##stream)))
#define POISSON(stream) poisson(draw(&chance, stream, WHICH_##stream), ASKED)
enum { WHICH_LOT_STREAM, WHICH_UP_STREAM, WHICH_REPAIR_STREAM, WHICH_LEAD_STREAM, WHICH_BATCH_STREAM, WHICH_GAP_STREAM, WHICH_SERVICE_STREAM };
#endif

typedef struct { double time; int64_t units; } Shipment;
typedef struct { Shipment at[RING]; int count; } Heap;

static inline void push(Heap *h, double time, int64_t units) {
    int at = h->count++;
    while (at > 0) {
        int above = (at - 1) >> 1;
        if (h->at[above].time <= time) break;
        h->at[at] = h->at[above];
        at = above;
    }
    h->at[at] = (Shipment){time, units};
}

static inline Shipment pop(Heap *h) {
    Shipment first = h->at[0], last = h->at[--h->count];
    int at = 0, child = 1;
    while (child < h->count) {
        if (child + 1 < h->count && h->at[child + 1].time < h->at[child].time) child++;
        if (h->at[child].time >= last.time) break;
        h->at[at] = h->at[child];
        at = child;
        child = 2 * at + 1;
    }
    h->at[at] = last;
    return first;
}

/* results: made, asked, at once, area under the depot's stock */
void small(int64_t seed, int64_t replication, double *results) {
    Chance chance;
    Heap heap;
    int64_t backlog[RING];
    unsigned head = 0, tail = 0;
    int64_t store = STORE_START, depot = BASE_STOCK, owed = 0, owed_by_factory = 0, made = 0, asked = 0, at_once = 0;
    double area = 0.0, since = 0.0, day = 1.0, began = 0.0, left;
    int down = 0, blocked = 0, readings = 1;
    heap.count = 0;
    begin(&chance, seed, replication);
    left = LOGNORMAL(LOT_STREAM, LOT_MU, LOT_SIGMA);
    double lot_due = left, mode_due = EXPONENTIAL(UP_STREAM, UP), reading = READING;
    for (;;) {
        double now = lot_due < mode_due ? lot_due : mode_due;
        int hand_over = 0;
        if (day < now) now = day;
        if (heap.count && heap.at[0].time < now) now = heap.at[0].time;
        if (reading < now) { /* a reading closes the area, as a record of the product does */
            area += depot * (reading - since);
            since = reading;
            if (++readings > READINGS) break;
            reading = readings * READING;
            continue;
        }
        if (heap.count && heap.at[0].time == now) {
            int64_t units = pop(&heap).units, served = owed < units ? owed : units;
            area += depot * (now - since);
            since = now;
            owed -= served;
            depot += units - served;
            continue;
        }
        if (now == lot_due) {
            lot_due = INFINITY;
            made += LOT;
            blocked = hand_over = 1;
        } else if (now == mode_due) {
            if (!down) {
                down = 1;
                if (lot_due < INFINITY) { left -= now - began; if (left < 0.0) left = 0.0; lot_due = INFINITY; }
                mode_due = now + LOGNORMAL(REPAIR_STREAM, REPAIR_MU, REPAIR_SIGMA);
            } else {
                down = 0;
                mode_due = now + EXPONENTIAL(UP_STREAM, UP);
                if (!blocked) {
                    if (left < 0.0) left = LOGNORMAL(LOT_STREAM, LOT_MU, LOT_SIGMA);
                    began = now;
                    lot_due = now + left;
                }
            }
        } else {
            int64_t batch = POISSON(BATCH_STREAM), got, part = 0;
            day += 1.0;
            if (batch == 0) continue;
            asked += batch;
            area += depot * (now - since);
            since = now;
            got = batch < depot ? batch : depot;
            depot -= got;
            at_once += got;
            owed += batch - got;
            if (head == tail && store > 0) {
                part = batch < store ? batch : store;
                store -= part;
                push(&heap, now + LOGNORMAL(LEAD_STREAM, LEAD_MU, LEAD_SIGMA), part);
            }
            if (part < batch) {
                backlog[tail++ % RING] = batch - part;
                owed_by_factory += batch - part;
            }
            hand_over = blocked;
        }
        if (hand_over && store - owed_by_factory + LOT <= STORE_ROOM) {
            blocked = 0;
            store += LOT;
            while (head != tail && store > 0) {
                int64_t *first = &backlog[head % RING], part = *first < store ? *first : store;
                store -= part;
                owed_by_factory -= part;
                push(&heap, now + LOGNORMAL(LEAD_STREAM, LEAD_MU, LEAD_SIGMA), part);
                if ((*first -= part) == 0) head++;
            }
            left = -1.0;
            if (!down) {
                left = LOGNORMAL(LOT_STREAM, LOT_MU, LOT_SIGMA);
                began = now;
                lot_due = now + left;
            }
        }
    }
    results[0] = made; results[1] = asked; results[2] = at_once; results[3] = area;
}

/* results: served, sum of their times in the system */
void mm1(int64_t seed, int64_t replication, double *results) {
    Chance chance;
    double ring[RING], total = 0.0, done = INFINITY;
    unsigned head = 0, tail = 0;
    int64_t served = 0;
    begin(&chance, seed, replication);
    double arrival = EXPONENTIAL(GAP_STREAM, MM1_GAP);
    for (;;) {
        if (arrival < done) {
            if (arrival > MM1_HORIZON) break;
            ring[tail++ % RING] = arrival;
            if (tail - head == 1) done = arrival + EXPONENTIAL(SERVICE_STREAM, MM1_SERVICE);
            arrival += EXPONENTIAL(GAP_STREAM, MM1_GAP);
        } else {
            if (done > MM1_HORIZON) break;
            total += done - ring[head++ % RING];
            served++;
            done = head != tail ? done + EXPONENTIAL(SERVICE_STREAM, MM1_SERVICE) : INFINITY;
        }
    }
    results[0] = served; results[1] = total;
}
