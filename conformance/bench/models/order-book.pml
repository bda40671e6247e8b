/*
 * The order book of a finite scope, as in model/order-book/live.ts: at most SLOTS live orders of two traders, prices
 * and volumes 1 and 2, price-time preference, execution at the resting price, own resting orders cancelled. An order
 * lives until the end of the eon that runs (last = 0) or of the next one (last = 1). Live orders stand in the sequence
 * in which they were accepted; a free slot is all zeros. One option of `exchange` is one event, and makes one state.
 *
 *   spin -a -DSLOTS=4 order-book.pml && cc -O2 -w -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -m1000000
 */
#ifndef SLOTS
#define SLOTS 4
#endif
#define NONE 255
#define BUY 0
#define SELL 1

typedef Order {
  byte trader;
  byte side;
  byte price;
  byte volume;
  byte last
};

Order book[SLOTS];
byte live;

/* Not part of the state. */
hidden byte i, best, rest;

#define TAKES(s, limit, price) (limit == 0 || (s == BUY && price <= limit) || (s == SELL && price >= limit))
#define BETTER(s, one, other) ((s == BUY && one < other) || (s == SELL && one > other))

inline copy(to, from) {
  book[to].trader = book[from].trader;
  book[to].side = book[from].side;
  book[to].price = book[from].price;
  book[to].volume = book[from].volume;
  book[to].last = book[from].last
}

inline leave(at) {
  i = at;
  do
  :: i + 1 < live -> copy(i, i + 1); i++
  :: else -> break
  od;
  live--;
  book[live].trader = 0; book[live].side = 0; book[live].price = 0; book[live].volume = 0; book[live].last = 0
}

/* Fills an order of v against what rests; a limit of 0 is a market order. What is left is in `rest`. */
inline match(t, s, limit, v) {
  rest = v;
  do
  :: rest > 0 ->
    best = NONE;
    i = 0;
    do
    :: i < live ->
      if
      :: book[i].side != s && TAKES(s, limit, book[i].price) ->
        if
        :: best == NONE -> best = i
        :: else ->
          if
          :: BETTER(s, book[i].price, book[best].price) -> best = i
          :: else
          fi
        fi
      :: else
      fi;
      i++
    :: else -> break
    od;
    if
    :: best == NONE -> break
    :: else ->
      if
      :: book[best].trader == t -> leave(best)
      :: else ->
        if
        :: book[best].volume > rest -> book[best].volume = book[best].volume - rest; rest = 0
        :: else -> rest = rest - book[best].volume; leave(best)
        fi
      fi
    fi
  :: else -> break
  od;
  best = 0
}

#define LIMIT(t, s, p, v, l) \
  :: d_step { live < SLOTS -> match(t, s, p, v); \
    if \
    :: rest > 0 -> book[live].trader = t; book[live].side = s; book[live].price = p; book[live].volume = rest; \
      book[live].last = l; live++ \
    :: else \
    fi }
#define MARKET(t, s, v) :: d_step { match(t, s, 0, v) }
#define CANCEL(at) :: d_step { live > at -> leave(at) }

#define LIMITS1(t, s, p, v) LIMIT(t, s, p, v, 0) LIMIT(t, s, p, v, 1)
#define LIMITS2(t, s, p) LIMITS1(t, s, p, 1) LIMITS1(t, s, p, 2)
#define LIMITS3(t, s) LIMITS2(t, s, 1) LIMITS2(t, s, 2)
#define LIMITS4(t) LIMITS3(t, BUY) LIMITS3(t, SELL)
#define MARKETS(t) MARKET(t, BUY, 1) MARKET(t, BUY, 2) MARKET(t, SELL, 1) MARKET(t, SELL, 2)

/* Two live orders are compatible, or nothing is left of one. */
#define CROSSED(a, b) (b < live && book[a].side != book[b].side && \
  ((book[a].side == BUY && book[a].price >= book[b].price) || (book[a].side == SELL && book[a].price <= book[b].price)))
#define EMPTY(a) (a < live && book[a].volume == 0)

active proctype exchange() {
  do
  LIMITS4(0) LIMITS4(1)
  MARKETS(0) MARKETS(1)
  CANCEL(0) CANCEL(1)
#if SLOTS > 2
  CANCEL(2)
#endif
#if SLOTS > 3
  CANCEL(3)
#endif
#if SLOTS > 4
  CANCEL(4)
#endif
  /* The eon ends: what lives until its end leaves, and the next one is the one that runs. */
  :: d_step {
    best = 0;
    do
    :: best < live ->
      if
      :: book[best].last == 0 -> leave(best)
      :: else -> book[best].last = 0; best++
      fi
    :: else -> break
    od;
    best = 0
  }
  :: d_step {
    (EMPTY(0) || EMPTY(1) || CROSSED(0, 1)
#if SLOTS > 2
      || EMPTY(2) || CROSSED(0, 2) || CROSSED(1, 2)
#endif
#if SLOTS > 3
      || EMPTY(3) || CROSSED(0, 3) || CROSSED(1, 3) || CROSSED(2, 3)
#endif
#if SLOTS > 4
      || EMPTY(4) || CROSSED(0, 4) || CROSSED(1, 4) || CROSSED(2, 4) || CROSSED(3, 4)
#endif
    ) -> assert(false) }
  od
}
