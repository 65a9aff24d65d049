/* The loops over triangles, paths, cuts and points. __init__.py declares and calls them.
 *
 * A network is rows of arcs: those of node i are head[start[i]] … head[start[i+1]-1], sorted, no loop,
 * none twice. Where two threads share a loop, each takes every `step`-th chunk, beginning with its
 * own number, and writes to arrays of its own, so that the sums do not depend on timing.
 * A function that needs memory of its own returns 0, or -1 where there is none left.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

enum { CHUNK = 256, COORDINATOR = 0, ITINERANT, GATEKEEPER, REPRESENTATIVE, LIAISON, ROLES };

/* Two lengths are equal within this share of the longer one. */
static const double SAME = 1e-9;

static int role(int32_t a, int32_t broker, int32_t c) {
    if (a == broker) return broker == c ? COORDINATOR : REPRESENTATIVE;
    if (broker == c) return GATEKEEPER;
    return a == c ? ITINERANT : LIAISON;
}

/* ---- rows of arcs ------------------------------------------------------------------------------- */

static void count_sort(int64_t n, int64_t arcs, const int32_t *key, const int32_t *from, int32_t *to, int64_t *place) {
    memset(place, 0, sizeof *place * (size_t)(n + 1));
    for (int64_t k = 0; k < arcs; k++) place[key[k] + 1]++;
    for (int64_t i = 0; i < n; i++) place[i + 1] += place[i];
    for (int64_t k = 0; k < arcs; k++) {
        int32_t arc = from ? from[k] : (int32_t)k;
        to[place[key[arc]]++] = arc;
    }
}

/* The order of arcs by source, then target: two counting sorts. */
EXPORT int sort_arcs(int64_t n, int64_t arcs, const int32_t *source, const int32_t *target, int32_t *order) {
    int64_t *place = malloc(sizeof *place * (size_t)(n + 2));
    int32_t *by_target = malloc(sizeof *by_target * (size_t)(arcs + 1));
    if (!place || !by_target) return free(place), free(by_target), -1;
    count_sort(n, arcs, target, NULL, by_target, place);
    count_sort(n, arcs, source, by_target, order, place);
    free(place);
    free(by_target);
    return 0;
}

/* ---- triangles ----------------------------------------------------------------------------------
 * Each tie once, from the end with fewer ties to the other: then every triangle is met once, and no
 * node has more than about sqrt(2 m) ties to look through (Chiba & Nishizeki 1985).
 */
static int before(const int64_t *start, int32_t a, int32_t b) {
    int64_t ties_a = start[a + 1] - start[a], ties_b = start[b + 1] - start[b];
    return ties_a < ties_b || (ties_a == ties_b && a < b);
}

/* entry[k]: which arc of the network the k-th tie is. */
EXPORT void orient(int64_t n, const int64_t *start, const int32_t *head, int64_t *tie_start, int32_t *tie_head,
                   int64_t *entry) {
    int64_t k = 0;
    for (int64_t i = 0; i < n; i++) {
        tie_start[i] = k;
        for (int64_t e = start[i]; e < start[i + 1]; e++)
            if (before(start, (int32_t)i, head[e])) {
                tie_head[k] = head[e];
                entry[k++] = e;
            }
    }
    tie_start[n] = k;
}

typedef struct {
    const double *strength, *share, *peak;
    double *through, *redundant;
} Burt;

/* One triangle u, v, w over the ties x = uv, y = uw, z = vw.
 * through[2t], through[2t + 1]: the sum of p_iq p_qj over the shared contacts q, i and j the two ends of
 * tie t, and the other way; redundant[i]: the sum of p_iq m_jq over the contacts j, q of i.
 */
static void add_burt(const Burt *b, int32_t u, int32_t v, int32_t w, int64_t x, int64_t y, int64_t z) {
    double sx = b->strength[x], sy = b->strength[y], sz = b->strength[z];
    double uv = sx * b->share[u], vu = sx * b->share[v];
    double uw = sy * b->share[u], wu = sy * b->share[w];
    double vw = sz * b->share[v], wv = sz * b->share[w];
    b->through[2 * x] += uw * wv;
    b->through[2 * x + 1] += vw * wu;
    b->through[2 * y] += uv * vw;
    b->through[2 * y + 1] += wv * vu;
    b->through[2 * z] += vu * uw;
    b->through[2 * z + 1] += wu * uv;
    b->redundant[u] += sz * (uw * b->peak[v] + uv * b->peak[w]);
    b->redundant[v] += sy * (vw * b->peak[u] + vu * b->peak[w]);
    b->redundant[w] += sx * (wv * b->peak[u] + wu * b->peak[v]);
}

/* closed[ROLES * b + r]: two-step paths a → b → c that an arc a → c closes. Bit 1 of a direction: the arc from
 * the first end of the tie, bit 2: the arc to it. */
static void add_closed(const uint8_t *direction, const int32_t *group, int32_t u, int32_t v, int32_t w, int64_t x,
                       int64_t y, int64_t z, int64_t *closed) {
    int uv = direction[x] & 1, vu = direction[x] & 2, uw = direction[y] & 1, wu = direction[y] & 2;
    int vw = direction[z] & 1, wv = direction[z] & 2;
    int32_t gu = group[u], gv = group[v], gw = group[w];
    if (uv && vw && uw) closed[ROLES * (int64_t)v + role(gu, gv, gw)]++;
    if (wv && vu && wu) closed[ROLES * (int64_t)v + role(gw, gv, gu)]++;
    if (vu && uw && vw) closed[ROLES * (int64_t)u + role(gv, gu, gw)]++;
    if (wu && uv && wv) closed[ROLES * (int64_t)u + role(gw, gu, gv)]++;
    if (uw && wv && uv) closed[ROLES * (int64_t)w + role(gu, gw, gv)]++;
    if (vw && wu && vu) closed[ROLES * (int64_t)w + role(gv, gw, gu)]++;
}

/* Visits every triangle; strength NULL leaves Burt's sums out, group NULL the closed paths. */
EXPORT int triangles(int64_t n, const int64_t *start, const int32_t *head, const double *strength, const double *share,
                     const double *peak, const uint8_t *direction, const int32_t *group, int64_t first, int64_t step,
                     double *through, double *redundant, int64_t *closed, int64_t *count) {
    int64_t *tie_to = malloc(sizeof *tie_to * (size_t)(n + 1)), met = 0;
    if (!tie_to) return -1;
    for (int64_t i = 0; i < n; i++) tie_to[i] = -1;
    const Burt burt = {strength, share, peak, through, redundant};
    for (int64_t chunk = first; chunk * CHUNK < n; chunk += step) {
        int64_t end = (chunk + 1) * CHUNK < n ? (chunk + 1) * CHUNK : n;
        for (int64_t u = chunk * CHUNK; u < end; u++) {
            for (int64_t x = start[u]; x < start[u + 1]; x++) tie_to[head[x]] = x;
            for (int64_t x = start[u]; x < start[u + 1]; x++) {
                int32_t v = head[x];
                for (int64_t z = start[v]; z < start[v + 1]; z++) {
                    int32_t w = head[z];
                    int64_t y = tie_to[w];
                    if (y < 0) continue;
                    met++;
                    if (strength) add_burt(&burt, (int32_t)u, v, w, x, y, z);
                    if (group) add_closed(direction, group, (int32_t)u, v, w, x, y, z, closed);
                }
            }
            for (int64_t x = start[u]; x < start[u + 1]; x++) tie_to[head[x]] = -1;
        }
    }
    *count = met;
    free(tie_to);
    return 0;
}

static void add_dyad(double c, int32_t i, double *constraint, double *entropy) {
    constraint[i] += c;
    if (c > 0) entropy[i] += c * log(c);
}

/* constraint[i] = Σ c_ij and entropy[i] = Σ c_ij ln c_ij, c_ij = (p_ij + Σ p_iq p_qj)². */
EXPORT void dyads(int64_t n, const int64_t *start, const int32_t *head, const double *strength, const double *share,
                  const double *through, double *constraint, double *entropy) {
    for (int64_t u = 0; u < n; u++)
        for (int64_t x = start[u]; x < start[u + 1]; x++) {
            double out = strength[x] * share[u] + through[2 * x];
            double back = strength[x] * share[head[x]] + through[2 * x + 1];
            add_dyad(out * out, (int32_t)u, constraint, entropy);
            add_dyad(back * back, head[x], constraint, entropy);
        }
}

/* ---- brokerage ---------------------------------------------------------------------------------- */

/* paths[ROLES * b + r]: all two-step paths a → b → c, a ≠ c, open or closed. */
EXPORT int two_step_paths(int64_t n, const int64_t *start, const int32_t *head, const uint8_t *direction,
                          const int32_t *group, int64_t groups, int64_t *paths) {
    int64_t *in = calloc((size_t)groups * 2 + 1, sizeof *in), *out = in + groups;
    if (!in) return -1;
    for (int64_t b = 0; b < n; b++) {
        int64_t *found = paths + ROLES * b, all_in = 0, all_out = 0, same_group = 0, there_and_back = 0;
        int32_t own = group[b];
        for (int64_t e = start[b]; e < start[b + 1]; e++) {
            int32_t g = group[head[e]];
            int to = direction[e] & 1, from = (direction[e] & 2) >> 1;
            out[g] += to, all_out += to, in[g] += from, all_in += from;
            if (to && from) found[g == own ? COORDINATOR : ITINERANT]--, there_and_back++;
        }
        int64_t own_in = in[own], own_out = out[own];
        for (int64_t e = start[b]; e < start[b + 1]; e++) {
            int32_t g = group[head[e]];
            same_group += in[g] * out[g];
            in[g] = out[g] = 0;
        }
        found[COORDINATOR] += own_in * own_out;
        found[ITINERANT] += same_group - own_in * own_out;
        found[GATEKEEPER] += (all_in - own_in) * own_out;
        found[REPRESENTATIVE] += own_in * (all_out - own_out);
        found[LIAISON] += all_in * all_out - there_and_back;
        for (int r = 0; r < LIAISON; r++) found[LIAISON] -= found[r];
    }
    free(in);
    return 0;
}

/* own[i]: the strength from i to its group; squares[i]: the sum of the squared strengths from i to each group. */
EXPORT int group_strengths(int64_t n, const int64_t *start, const int32_t *head, const double *strength,
                           const int32_t *group, int64_t groups, double *own, double *squares) {
    double *to = calloc((size_t)groups + 1, sizeof *to);
    if (!to) return -1;
    for (int64_t i = 0; i < n; i++) {
        for (int64_t e = start[i]; e < start[i + 1]; e++) to[group[head[e]]] += strength[e];
        own[i] = to[group[i]];
        for (int64_t e = start[i]; e < start[i + 1]; e++) {
            double *sum = to + group[head[e]];
            squares[i] += *sum * *sum;
            *sum = 0;
        }
    }
    free(to);
    return 0;
}

/* credit[ROLES * b + r]: each open path a → b → c counts 1 / the number of brokers between a and c. */
EXPORT int shared_credit(int64_t n, const int64_t *start, const int32_t *head, const int32_t *group, double *credit) {
    int64_t *brokers = calloc((size_t)n + 1, sizeof *brokers);
    uint8_t *shut = calloc((size_t)n + 1, 1);
    if (!brokers || !shut) return free(brokers), free(shut), -1;
    for (int64_t a = 0; a < n; a++) {
        shut[a] = 1;
        for (int64_t e = start[a]; e < start[a + 1]; e++) shut[head[e]] = 1;
        for (int pass = 0; pass < 3; pass++)
            for (int64_t e = start[a]; e < start[a + 1]; e++)
                for (int64_t f = start[head[e]]; f < start[head[e] + 1]; f++) {
                    int32_t b = head[e], c = head[f];
                    if (shut[c]) continue;
                    if (pass == 0) brokers[c]++;
                    if (pass == 1) credit[ROLES * (int64_t)b + role(group[a], group[b], group[c])] += 1.0 / (double)brokers[c];
                    if (pass == 2) brokers[c] = 0;
                }
        shut[a] = 0;
        for (int64_t e = start[a]; e < start[a + 1]; e++) shut[head[e]] = 0;
    }
    free(brokers);
    free(shut);
    return 0;
}

/* ---- shortest paths from one node ---------------------------------------------------------------- */

typedef struct {
    int64_t n, reached; /* order[0 … reached-1]: the nodes found, nearest first */
    double *length, *paths, *part;
    int32_t *order, *place, *heap, *slot;
} Search;

static void end_search(Search *s) {
    free(s->length), free(s->paths), free(s->part);
    free(s->order), free(s->place), free(s->heap), free(s->slot);
}

static int begin_search(Search *s, int64_t n) {
    size_t size = (size_t)n + 1;
    s->n = n;
    s->reached = 0;
    s->length = malloc(sizeof(double) * size), s->paths = calloc(size, sizeof(double));
    s->part = calloc(size, sizeof(double));
    s->order = malloc(sizeof(int32_t) * size), s->place = malloc(sizeof(int32_t) * size);
    s->heap = malloc(sizeof(int32_t) * size), s->slot = malloc(sizeof(int32_t) * size);
    if (!s->length || !s->paths || !s->part || !s->order || !s->place || !s->heap || !s->slot) {
        end_search(s);
        return -1;
    }
    for (int64_t i = 0; i < n; i++) s->length[i] = -1, s->place[i] = INT32_MAX, s->slot[i] = -1;
    return 0;
}

static void forget(Search *s, int64_t touched) {
    for (int64_t k = 0; k < touched; k++) {
        int32_t i = s->order[k];
        s->length[i] = -1, s->place[i] = INT32_MAX, s->slot[i] = -1, s->paths[i] = s->part[i] = 0;
    }
    s->reached = 0;
}

/* Steps of length 1. */
static int64_t breadth_first(Search *s, const int64_t *start, const int32_t *head, int32_t source) {
    s->length[source] = 0, s->order[0] = source, s->place[source] = 0, s->reached = 1;
    for (int64_t k = 0; k < s->reached; k++) {
        int32_t v = s->order[k];
        for (int64_t e = start[v]; e < start[v + 1]; e++)
            if (s->length[head[e]] < 0) {
                s->length[head[e]] = s->length[v] + 1;
                s->place[head[e]] = (int32_t)s->reached;
                s->order[s->reached++] = head[e];
            }
    }
    return s->reached;
}

static void sift(Search *s, int32_t i, int64_t hole, int64_t size) {
    while (hole > 0 && s->length[s->heap[(hole - 1) / 2]] > s->length[i]) {
        s->heap[hole] = s->heap[(hole - 1) / 2], s->slot[s->heap[hole]] = (int32_t)hole;
        hole = (hole - 1) / 2;
    }
    for (;;) {
        int64_t child = 2 * hole + 1;
        if (child + 1 < size && s->length[s->heap[child + 1]] < s->length[s->heap[child]]) child++;
        if (child >= size || s->length[s->heap[child]] >= s->length[i]) break;
        s->heap[hole] = s->heap[child], s->slot[s->heap[hole]] = (int32_t)hole;
        hole = child;
    }
    s->heap[hole] = i, s->slot[i] = (int32_t)hole;
}

/* Dijkstra 1959 over the lengths of the arcs; stops after `target` (-1: none). Returns how many nodes have a
 * length: the settled ones stand first in `order`, then those still in the heap, to be forgotten as well. */
static int64_t dijkstra(Search *s, const int64_t *start, const int32_t *head, const double *long_, int32_t source,
                        int32_t target) {
    int64_t size = 1;
    s->length[source] = 0, s->heap[0] = source, s->slot[source] = 0, s->reached = 0;
    while (size > 0) {
        int32_t v = s->heap[0];
        s->place[v] = (int32_t)s->reached;
        s->order[s->reached++] = v;
        if (--size > 0) sift(s, s->heap[size], 0, size);
        if (v == target) break;
        for (int64_t e = start[v]; e < start[v + 1]; e++) {
            int32_t w = head[e];
            double through = s->length[v] + long_[e];
            if (s->length[w] < 0) {
                s->length[w] = through;
                sift(s, w, size, size + 1);
                size++;
            } else if (s->place[w] == INT32_MAX && through < s->length[w]) {
                s->length[w] = through;
                sift(s, w, s->slot[w], size);
            }
        }
    }
    for (int64_t k = 0; k < size; k++) s->order[s->reached + k] = s->heap[k];
    return s->reached + size;
}

/* Whether a shortest path may go along arc e from v. */
static int leads(const Search *s, const double *long_, int64_t e, int32_t v, int32_t w) {
    double through = s->length[v] + (long_ ? long_[e] : 1);
    return s->place[w] > s->place[v] && s->place[w] < INT32_MAX && fabs(through - s->length[w]) <= SAME * through;
}

static void count_paths(Search *s, const int64_t *start, const int32_t *head, const double *long_) {
    s->paths[s->order[0]] = 1;
    for (int64_t k = 0; k < s->reached; k++) {
        int32_t v = s->order[k];
        for (int64_t e = start[v]; e < start[v + 1]; e++)
            if (leads(s, long_, e, v, head[e])) s->paths[head[e]] += s->paths[v];
    }
}

/* Adds to `sum` the dependencies of the sources from …, from + step, … below to (Brandes 2001). */
EXPORT int betweenness(int64_t n, const int64_t *start, const int32_t *head, const double *long_, int64_t from,
                       int64_t to, int64_t step, double *sum) {
    Search s;
    if (begin_search(&s, n)) return -1;
    for (int64_t source = from; source < to; source += step) {
        int64_t touched = long_ ? dijkstra(&s, start, head, long_, (int32_t)source, -1)
                                : breadth_first(&s, start, head, (int32_t)source);
        count_paths(&s, start, head, long_);
        for (int64_t k = s.reached - 1; k > 0; k--) {
            int32_t v = s.order[k];
            for (int64_t e = start[v]; e < start[v + 1]; e++)
                if (leads(&s, long_, e, v, head[e]))
                    s.part[v] += s.paths[v] / s.paths[head[e]] * (1 + s.part[head[e]]);
            sum[v] += s.part[v];
        }
        forget(&s, touched);
    }
    end_search(&s);
    return 0;
}

/* For each of `count` sources: the nodes within 1 … far steps, near[far * k + …], and Σ 1/d over all that can be
 * reached, nearness[k]. Nodes with gone[i] ≠ 0 are not there. */
EXPORT int reach(int64_t n, const int64_t *start, const int32_t *head, const uint8_t *gone, const int32_t *sources,
                 int64_t from, int64_t count, int64_t step, int64_t far, int64_t *near, double *nearness) {
    int32_t *order = malloc(sizeof *order * (size_t)(n + 1)), *steps = malloc(sizeof *steps * (size_t)(n + 1));
    if (!order || !steps) return free(order), free(steps), -1;
    for (int64_t i = 0; i < n; i++) steps[i] = -1;
    for (int64_t k = from; k < count; k += step) {
        int64_t found = 0;
        nearness[k] = 0;
        if (!gone[sources[k]]) order[found++] = sources[k], steps[sources[k]] = 0;
        for (int64_t at = 0; at < found; at++) {
            int32_t v = order[at];
            if (steps[v] > 0) nearness[k] += 1.0 / steps[v];
            for (int64_t d = steps[v] > 1 ? steps[v] : 1; d <= far; d++) near[far * k + d - 1] += steps[v] > 0;
            for (int64_t e = start[v]; e < start[v + 1]; e++)
                if (steps[head[e]] < 0 && !gone[head[e]]) steps[head[e]] = steps[v] + 1, order[found++] = head[e];
        }
        for (int64_t at = 0; at < found; at++) steps[order[at]] = -1;
    }
    free(order);
    free(steps);
    return 0;
}

/* A shortest path from any node of group `from` to any of group `to` that avoids the node `without` (-1: none): its
 * nodes to path[0 … *nodes-1], none where there is none. */
EXPORT int path_between(int64_t n, const int64_t *start, const int32_t *head, const int32_t *group, int64_t from,
                        int64_t to, int64_t without, int32_t *path, int64_t *nodes) {
    int32_t *order = malloc(sizeof *order * (size_t)(n + 1)), *came = malloc(sizeof *came * (size_t)(n + 1)), at = -1;
    int64_t found = 0;
    if (!order || !came) return free(order), free(came), -1;
    for (int64_t i = 0; i < n; i++) {
        came[i] = -1;
        if (group[i] == from && i != without) came[i] = (int32_t)i, order[found++] = (int32_t)i;
    }
    for (int64_t k = 0; k < found && at < 0; k++) {
        int32_t v = order[k];
        if (group[v] == to) at = v;
        for (int64_t e = start[v]; e < start[v + 1]; e++)
            if (came[head[e]] < 0 && head[e] != without) came[head[e]] = v, order[found++] = head[e];
    }
    for (*nodes = 0; at >= 0; at = came[at] == at ? -1 : came[at]) path[(*nodes)++] = at;
    free(order);
    free(came);
    return 0;
}

/* pairs[k]: Σ s (s - 1) over the sizes s of the components left when candidate k goes too. */
EXPORT int pairs_left(int64_t n, const int64_t *start, const int32_t *head, const uint8_t *gone,
                      const int32_t *candidates, int64_t from, int64_t count, int64_t step, int64_t *pairs) {
    int32_t *order = malloc(sizeof *order * (size_t)(n + 1)), *seen = malloc(sizeof *seen * (size_t)(n + 1));
    if (!order || !seen) return free(order), free(seen), -1;
    for (int64_t k = from; k < count; k += step) {
        for (int64_t i = 0; i < n; i++) seen[i] = gone[i];
        seen[candidates[k]] = 1;
        pairs[k] = 0;
        for (int64_t root = 0; root < n; root++) {
            int64_t size = 0;
            if (!seen[root]) seen[root] = 1, order[size++] = (int32_t)root;
            for (int64_t at = 0; at < size; at++)
                for (int64_t e = start[order[at]]; e < start[order[at] + 1]; e++)
                    if (!seen[head[e]]) seen[head[e]] = 1, order[size++] = head[e];
            pairs[k] += size * (size - 1);
        }
    }
    free(order);
    free(seen);
    return 0;
}

/* ---- shortest paths drawn at random -------------------------------------------------------------- */

static uint64_t scramble(uint64_t x) { /* splitmix64, Steele, Lea & Flood 2014 */
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

static uint64_t next_number(uint64_t *state) { return scramble(*state += 0x9e3779b97f4a7c15u); }
static double unit(uint64_t *state) { return (double)(next_number(state) >> 11) * 0x1p-53; }

/* One half of a search that comes from both ends. */
typedef struct {
    const int64_t *start;
    const int32_t *head;
    int32_t *steps, *order;
    double *paths;
    int64_t found, layer, work; /* order[layer … found-1] is the outermost layer, `work` its arcs */
    int32_t depth;
} Half;

static int begin_half(Half *h, int64_t n, const int64_t *start, const int32_t *head) {
    *h = (Half){.start = start, .head = head};
    h->steps = malloc(sizeof(int32_t) * (size_t)(n + 1)), h->order = malloc(sizeof(int32_t) * (size_t)(n + 1));
    h->paths = malloc(sizeof(double) * (size_t)(n + 1));
    if (!h->steps || !h->order || !h->paths) return -1;
    for (int64_t i = 0; i < n; i++) h->steps[i] = -1;
    return 0;
}

static void set_half(Half *h, int32_t source) {
    for (int64_t k = 0; k < h->found; k++) h->steps[h->order[k]] = -1;
    h->found = 1, h->layer = 0, h->depth = 0, h->order[0] = source, h->steps[source] = 0, h->paths[source] = 1;
    h->work = h->start[source + 1] - h->start[source];
}

static void end_half(Half *h) { free(h->steps), free(h->order), free(h->paths); }

/* Grows one half by a layer; of the arcs that meet the other half one is drawn, in proportion to the shortest
 * paths along it: its near end to meet[0], its far end to meet[1]. Returns whether they have met. */
static int grow(Half *h, const Half *other, uint64_t *state, int32_t *meet) {
    int64_t end = h->found;
    double all = 0;
    h->depth++, h->work = 0;
    for (int64_t k = h->layer; k < end; k++) {
        int32_t v = h->order[k];
        for (int64_t e = h->start[v]; e < h->start[v + 1]; e++) {
            int32_t w = h->head[e];
            if (other->steps[w] >= 0) {
                double weight = h->paths[v] * other->paths[w];
                all += weight;
                if (unit(state) * all < weight) meet[0] = v, meet[1] = w;
            }
            if (h->steps[w] < 0) {
                h->steps[w] = h->depth, h->paths[w] = 0, h->order[h->found++] = w;
                h->work += h->start[w + 1] - h->start[w];
            }
            if (h->steps[w] == h->depth) h->paths[w] += h->paths[v];
        }
    }
    h->layer = end;
    return all > 0;
}

/* Walks from v to the source of the half, along arcs drawn in proportion to the paths, counting inner nodes. */
static void walk_home(const Half *h, const int64_t *back_start, const int32_t *back_head, int32_t v, uint64_t *state,
                      int64_t *hits) {
    while (h->steps[v] > 0) {
        double all = 0;
        int32_t chosen = v;
        hits[v]++;
        for (int64_t e = back_start[v]; e < back_start[v + 1]; e++) {
            int32_t w = back_head[e];
            if (h->steps[w] != h->steps[v] - 1) continue;
            all += h->paths[w];
            if (unit(state) * all < h->paths[w]) chosen = w;
        }
        v = chosen;
    }
}

/* Draws the samples from …, from + step, … below to: a pair of nodes, and one of the shortest paths between them
 * (Riondato & Kornaropoulos 2016; from both ends as Borassi & Natale 2019). hits[i]: how often i lay inside. */
EXPORT int sample_paths(int64_t n, const int64_t *start, const int32_t *head, const int64_t *back_start,
                        const int32_t *back_head, uint64_t seed, int64_t from, int64_t to, int64_t step, int64_t *hits) {
    Half ahead, behind;
    int fails = begin_half(&ahead, n, start, head);
    fails |= begin_half(&behind, n, back_start, back_head);
    for (int64_t k = from; !fails && k < to; k += step) {
        uint64_t state = scramble(seed ^ scramble((uint64_t)k));
        int32_t source = (int32_t)(next_number(&state) % (uint64_t)n), target, meet[2];
        target = (int32_t)(next_number(&state) % (uint64_t)(n - 1));
        target += target >= source;
        set_half(&ahead, source);
        set_half(&behind, target);
        while (ahead.layer < ahead.found && behind.layer < behind.found) {
            int from_source = ahead.work <= behind.work;
            if (!grow(from_source ? &ahead : &behind, from_source ? &behind : &ahead, &state, meet)) continue;
            walk_home(&ahead, back_start, back_head, meet[!from_source], &state, hits);
            walk_home(&behind, start, head, meet[from_source], &state, hits);
            break;
        }
    }
    end_half(&ahead);
    end_half(&behind);
    return fails;
}

/* The same over lengths: from the source only, until the target is settled. */
EXPORT int sample_long_paths(int64_t n, const int64_t *start, const int32_t *head, const double *long_,
                             const int64_t *back_start, const int32_t *back_head, const double *back_long, uint64_t seed,
                             int64_t from, int64_t to, int64_t step, int64_t *hits) {
    Search s;
    if (begin_search(&s, n)) return -1;
    for (int64_t k = from; k < to; k += step) {
        uint64_t state = scramble(seed ^ scramble((uint64_t)k));
        int32_t source = (int32_t)(next_number(&state) % (uint64_t)n), v;
        v = (int32_t)(next_number(&state) % (uint64_t)(n - 1));
        v += v >= source;
        int64_t touched = dijkstra(&s, start, head, long_, source, v);
        count_paths(&s, start, head, long_);
        while (s.place[v] < INT32_MAX && v != source) {
            double all = 0;
            int32_t chosen = source;
            for (int64_t e = back_start[v]; e < back_start[v + 1]; e++) {
                int32_t w = back_head[e];
                if (s.place[w] == INT32_MAX || s.place[w] >= s.place[v]) continue;
                double through = s.length[w] + back_long[e];
                if (fabs(through - s.length[v]) > SAME * through) continue;
                all += s.paths[w];
                if (unit(&state) * all < s.paths[w]) chosen = w;
            }
            v = chosen;
            if (v != source) hits[v]++;
        }
        forget(&s, touched);
    }
    end_search(&s);
    return 0;
}

/* ---- cohesion ------------------------------------------------------------------------------------ */

/* The core number of each node (Batagelj & Zaversnik 2003). */
EXPORT int cores(int64_t n, const int64_t *start, const int32_t *head, int32_t *core) {
    int64_t most = 0;
    for (int64_t i = 0; i < n; i++) {
        core[i] = (int32_t)(start[i + 1] - start[i]);
        if (core[i] > most) most = core[i];
    }
    int64_t *bin = calloc((size_t)most + 2, sizeof *bin);
    int32_t *order = malloc(sizeof *order * (size_t)(n + 1)), *place = malloc(sizeof *place * (size_t)(n + 1));
    if (!bin || !order || !place) return free(bin), free(order), free(place), -1;
    for (int64_t i = 0; i < n; i++) bin[core[i] + 1]++;
    for (int64_t d = 0; d <= most; d++) bin[d + 1] += bin[d];
    for (int64_t i = 0; i < n; i++) place[i] = (int32_t)bin[core[i]]++, order[place[i]] = (int32_t)i;
    for (int64_t d = most; d > 0; d--) bin[d] = bin[d - 1];
    bin[0] = 0;
    for (int64_t k = 0; k < n; k++) {
        int32_t v = order[k];
        for (int64_t e = start[v]; e < start[v + 1]; e++) {
            int32_t w = head[e], first;
            if (core[w] <= core[v]) continue;
            first = order[bin[core[w]]];
            order[place[w]] = first, place[first] = place[w];
            order[bin[core[w]]] = w, place[w] = (int32_t)bin[core[w]]++;
            core[w]--;
        }
    }
    free(bin), free(order), free(place);
    return 0;
}

/* Depth first without recursion (Hopcroft & Tarjan 1973): component[i] counted from 0, cuts[i] whether the network
 * falls apart without i, and the bridges as pairs of ends; *found how many. */
EXPORT int cut_points(int64_t n, const int64_t *start, const int32_t *head, int32_t *component, uint8_t *cuts,
                      int32_t *bridges, int64_t *found) {
    size_t size = (size_t)n + 1;
    int64_t *next = malloc(sizeof *next * size);
    int32_t *parent = malloc(sizeof *parent * size), *low = malloc(sizeof *low * size), *seen = calloc(size, sizeof *seen);
    int32_t clock = 0, components = 0;
    int64_t bridge = 0;
    if (!next || !parent || !low || !seen) return free(next), free(parent), free(low), free(seen), -1;
    for (int64_t root = 0; root < n; root++) {
        if (seen[root]) continue;
        int32_t v = (int32_t)root;
        int64_t branches = 0;
        parent[v] = -1, seen[v] = low[v] = ++clock, next[v] = start[v], component[v] = components;
        while (v >= 0) {
            if (next[v] < start[v + 1]) {
                int32_t w = head[next[v]++];
                if (!seen[w]) {
                    parent[w] = v, seen[w] = low[w] = ++clock, next[w] = start[w], component[w] = components;
                    v = w;
                } else if (w != parent[v] && seen[w] < low[v]) {
                    low[v] = seen[w];
                }
                continue;
            }
            int32_t up = parent[v];
            if (up < 0) break;
            if (low[v] < low[up]) low[up] = low[v];
            if (low[v] > seen[up]) bridges[2 * bridge] = up, bridges[2 * bridge++ + 1] = v;
            if (up == root) branches++;
            else if (low[v] >= seen[up]) cuts[up] = 1;
            v = up;
        }
        cuts[root] = branches > 1;
        components++;
    }
    *found = bridge;
    free(next), free(parent), free(low), free(seen);
    return 0;
}

/* ---- drawing ------------------------------------------------------------------------------------- */

/* Fruchterman & Reingold 1991 on points (n, 2), ties of length 1: all nodes push each other away, ties pull, a little
 * gravity keeps long arms in, and no step is longer than `reach`, which shrinks to nothing. */
EXPORT int spring(int64_t n, const int64_t *start, const int32_t *head, int64_t steps, double reach, double *points) {
    double *move = malloc(sizeof *move * (size_t)(2 * n + 1));
    if (!move) return -1;
    for (int64_t step = 0; step < steps; step++) {
        for (int64_t k = 0; k < 2 * n; k++) move[k] = -0.04 * points[k];
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = i + 1; j < n; j++) {
                double x = points[2 * i] - points[2 * j], y = points[2 * i + 1] - points[2 * j + 1];
                double push = 1 / fmax(x * x + y * y, 0.01);
                move[2 * i] += x * push, move[2 * i + 1] += y * push;
                move[2 * j] -= x * push, move[2 * j + 1] -= y * push;
            }
            for (int64_t e = start[i]; e < start[i + 1]; e++) {
                double x = points[2 * i] - points[2 * head[e]], y = points[2 * i + 1] - points[2 * head[e] + 1];
                double pull = sqrt(fmax(x * x + y * y, 0.01));
                move[2 * i] -= x * pull, move[2 * i + 1] -= y * pull;
            }
        }
        double longest = reach * (1 - (double)step / (double)steps);
        for (int64_t i = 0; i < n; i++) {
            double length = fmax(hypot(move[2 * i], move[2 * i + 1]), 1e-6), share = fmin(1, longest / length);
            points[2 * i] += move[2 * i] * share, points[2 * i + 1] += move[2 * i + 1] * share;
        }
    }
    free(move);
    return 0;
}

/* Moves points that are nearer than the sum of their radii and the gap off each other, the first `fixed` excepted;
 * stops when none are, or after `rounds`. */
EXPORT int push_apart(int64_t n, const double *radius, double gap, int64_t fixed, int64_t rounds, double *points) {
    double *move = malloc(sizeof *move * (size_t)(2 * n + 1));
    if (!move) return -1;
    for (int touch = 1; touch && rounds > 0; rounds--) {
        touch = 0;
        memset(move, 0, sizeof *move * (size_t)(2 * n));
        for (int64_t i = 0; i < n; i++)
            for (int64_t j = i + 1; j < n; j++) {
                double x = points[2 * i] - points[2 * j], y = points[2 * i + 1] - points[2 * j + 1];
                double wanted = radius[i] + radius[j] + gap, distance;
                if (fabs(x) >= wanted || fabs(y) >= wanted || (distance = hypot(x, y) + 1e-3) >= wanted) continue;
                double share = (wanted - distance) / distance / 2;
                touch = 1;
                move[2 * i] += x * share, move[2 * i + 1] += y * share;
                move[2 * j] -= x * share, move[2 * j + 1] -= y * share;
            }
        for (int64_t k = 2 * fixed; k < 2 * n; k++) points[k] += move[k];
    }
    free(move);
    return 0;
}
