/* What the rivals in C have in common: how they are talked to, what their handlers do, and what is counted. */
#ifndef RIVAL_H
#define RIVAL_H

#include <pcap/pcap.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

enum handler { HANDLER_COUNT, HANDLER_TOUCH, HANDLER_CHECK, HANDLER_SLEEP, HANDLER_SPIN };

/* As they came on the command line: see RivalSettings. */
struct settings {
    enum handler handler;
    long micros;
    long rounds;
    long workers;
    bool immediate;
    bool ages;
    long timeout;
    long buffer;
    long flows;
};

extern struct settings settings;

/* Ages up to 63 bits of nanoseconds, in buckets that are 1/32 wide. */
#define AGE_BUCKETS 1920

/* What one thread counted in a pass. */
struct tally {
    uint64_t handled;
    uint64_t disorder;
    uint64_t sum;
    int64_t last_nanos; /* when it last had nothing more to do; 0 for never */
    uint64_t age_max;
    uint64_t ages[AGE_BUCKETS];
};

/* Handles a packet, as the settings say. */
void handle(struct tally *tally, const struct pcap_pkthdr *header, const u_char *bytes);

/* Adds what another thread counted. */
void tally_add(struct tally *sum, const struct tally *other);

/* CLOCK_MONOTONIC, in nanoseconds. */
int64_t nanos_now(void);

/* Ends the program with a line that says why. */
void die(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/*
 * What makes a rival. Once, before anything is read: */
void rival_start(void);
/* Before each pass; nothing is under way. */
void rival_begin(void);
/* For each packet, on the thread that reads. */
void rival_take(const struct pcap_pkthdr *header, const u_char *bytes);
/* After each pass: waits until all that was taken was handled, or for so many seconds (0: as long as it takes), gives up the
 * rest, and says what was counted. */
void rival_finish(int seconds, struct tally *total);

#endif
