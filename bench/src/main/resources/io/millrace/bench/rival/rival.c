#include "rival.h"

#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define SNAPLEN 262144
#define DRAIN_SECONDS 5
#define NANOS 1000000000LL

struct settings settings = {.ages = true, .timeout = 10, .buffer = 128L << 20, .flows = 1};

/* The pass that is under way; the thread that reads writes it, but for stopping. */
static struct pass {
    pcap_t *pcap;
    bool live;
    bool ages;
    bool nanos; /* timestamps have nanoseconds */
    atomic_ullong taken; /* others may look */
    int64_t begun;
    int64_t first;
    int64_t last;
    struct rusage usage;
    atomic_bool stopping;
} pass;

static atomic_uint *expected; /* for each flow the sequence number that comes next */
static atomic_uchar *running; /* for each flow whether a packet of it is being handled */

void die(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    printf("error: ");
    vprintf(format, arguments);
    printf("\n");
    fflush(stdout);
    va_end(arguments);
    _Exit(1);
}

static int64_t clock_nanos(clockid_t clock)
{
    struct timespec time;

    clock_gettime(clock, &time);
    return time.tv_sec * NANOS + time.tv_nsec;
}

int64_t nanos_now(void)
{
    return clock_nanos(CLOCK_MONOTONIC);
}

/* --- Handlers. */

static int age_bucket(uint64_t age)
{
    int shift = age < 64 ? 0 : 58 - __builtin_clzll(age);

    return shift * 32 + (int)(age >> shift);
}

static uint64_t age_of_bucket(int bucket)
{
    int shift = bucket < 64 ? 0 : bucket / 32 - 1;

    return ((uint64_t)(bucket - shift * 32) << shift) + (1ULL << shift) / 2;
}

static void enter_age(struct tally *tally, const struct pcap_pkthdr *header)
{
    int64_t fraction = pass.nanos ? header->ts.tv_usec : header->ts.tv_usec * 1000LL;
    int64_t age = clock_nanos(CLOCK_REALTIME) - (header->ts.tv_sec * NANOS + fraction);

    if (age < 0)
        age = 0;
    if ((uint64_t)age > tally->age_max)
        tally->age_max = (uint64_t)age;
    tally->ages[age_bucket((uint64_t)age)]++;
}

static uint32_t big_endian(const u_char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* The mark of FlowTraffic: the last 12 bytes are "MILL", the flow, and the place in the flow. */
static void check(struct tally *tally, const struct pcap_pkthdr *header, const u_char *bytes)
{
    const u_char *mark = bytes + header->caplen - 12;
    uint32_t flow, sequence;
    bool alone;

    if (header->caplen < 64 || big_endian(mark) != 0x4d494c4c)
        return;
    flow = big_endian(mark + 4);
    sequence = big_endian(mark + 8);
    if (flow >= settings.flows)
        die("a packet of flow %u (expected: less than flows=%ld)", flow, settings.flows);
    alone = !atomic_exchange(&running[flow], 1);
    if (sequence < atomic_exchange(&expected[flow], sequence + 1) || !alone)
        tally->disorder++;
    if (alone)
        atomic_store(&running[flow], 0);
}

static void sleep_micros(long micros)
{
    struct timespec time = {.tv_sec = micros / 1000000, .tv_nsec = micros % 1000000 * 1000};

    while (nanosleep(&time, &time) != 0 && errno == EINTR)
        ;
}

/* The same chain of dependent multiplications in every language: see SpinWork. */
static uint64_t spin(uint64_t value, long rounds)
{
    for (long i = 0; i < rounds; i++)
        value = (value ^ value >> 29) * 6364136223846793005ULL;
    return value;
}

void handle(struct tally *tally, const struct pcap_pkthdr *header, const u_char *bytes)
{
    if (pass.ages)
        enter_age(tally, header);
    switch (settings.handler) {
    case HANDLER_COUNT:
        break;
    case HANDLER_TOUCH:
        tally->sum += big_endian(bytes);
        break;
    case HANDLER_CHECK:
        check(tally, header, bytes);
        break;
    case HANDLER_SLEEP:
        sleep_micros(settings.micros);
        break;
    case HANDLER_SPIN:
        tally->sum = spin(tally->sum, settings.micros * settings.rounds);
        break;
    }
    tally->handled++;
}

void tally_add(struct tally *sum, const struct tally *other)
{
    if (other->handled == 0)
        return;
    sum->handled += other->handled;
    sum->disorder += other->disorder;
    sum->sum += other->sum;
    if (other->last_nanos > sum->last_nanos)
        sum->last_nanos = other->last_nanos;
    if (other->age_max > sum->age_max)
        sum->age_max = other->age_max;
    for (int i = 0; i < AGE_BUCKETS; i++)
        sum->ages[i] += other->ages[i];
}

/* --- Passes. */

static unsigned long long taken_so_far(void)
{
    return atomic_load_explicit(&pass.taken, memory_order_relaxed);
}

static void take(u_char *ignored, const struct pcap_pkthdr *header, const u_char *bytes)
{
    unsigned long long taken = taken_so_far();

    (void)ignored;
    if (taken == 0)
        pass.first = nanos_now();
    atomic_store_explicit(&pass.taken, taken + 1, memory_order_relaxed);
    rival_take(header, bytes);
}

static void begin(bool live)
{
    memset(&pass, 0, sizeof pass);
    pass.live = live;
    pass.ages = live && settings.ages;
    pass.begun = nanos_now();
    getrusage(RUSAGE_SELF, &pass.usage);
    if (settings.handler == HANDLER_CHECK)
        for (long i = 0; i < settings.flows; i++)
            atomic_store_explicit(&expected[i], 0, memory_order_relaxed);
    rival_begin();
}

static int64_t elapsed(struct timeval from, struct timeval to)
{
    return (to.tv_sec - from.tv_sec) * NANOS + (to.tv_usec - from.tv_usec) * 1000LL;
}

static long resident_kib(void)
{
    char line[256];
    long kib = -1;
    FILE *status = fopen("/proc/self/status", "r");

    while (status != NULL && fgets(line, sizeof line, status) != NULL)
        if (sscanf(line, "VmHWM: %ld kB", &kib) == 1)
            break;
    if (status != NULL)
        fclose(status);
    return kib;
}

/* The age of the packet that this share of all packets is no older than. */
static int64_t age_at(const struct tally *total, double share)
{
    uint64_t ages = 0, below = 0, wanted;

    for (int i = 0; i < AGE_BUCKETS; i++)
        ages += total->ages[i];
    if (ages == 0)
        return -1;
    wanted = (uint64_t)(share * (double)ages + 0.5);
    for (int i = 0; i < AGE_BUCKETS; i++)
        if ((below += total->ages[i]) >= wanted && below > 0)
            return (int64_t)age_of_bucket(i);
    return -1;
}

static void print_result(const struct tally *total, long dropped)
{
    struct rusage usage;
    int64_t last = total->last_nanos > pass.last ? total->last_nanos : pass.last;
    int64_t from = pass.live ? pass.first : pass.begun;
    int64_t age_max = age_at(total, 1) < 0 ? -1 : (int64_t)total->age_max;

    getrusage(RUSAGE_SELF, &usage);
    printf("{\"taken\":%llu,\"handled\":%llu,\"kernelDropped\":%ld,\"discarded\":0,\"disorder\":%lld,\"wallNanos\":%lld,"
           "\"userNanos\":%lld,\"systemNanos\":%lld,\"firstNanos\":%lld,\"rssKib\":%ld,\"ageP50Nanos\":%lld,"
           "\"ageP99Nanos\":%lld,\"ageMaxNanos\":%lld}\n",
           taken_so_far(), (unsigned long long)total->handled, dropped,
           settings.handler == HANDLER_CHECK ? (long long)total->disorder : -1, (long long)(taken_so_far() == 0 ? 0 : last - from),
           (long long)elapsed(pass.usage.ru_utime, usage.ru_utime), (long long)elapsed(pass.usage.ru_stime, usage.ru_stime),
           (long long)(taken_so_far() == 0 ? -1 : pass.first - pass.begun), resident_kib(), (long long)age_at(total, 0.5),
           (long long)age_at(total, 0.99), (long long)age_max);
    fflush(stdout);
}

static void pass_file(const char *path)
{
    char error[PCAP_ERRBUF_SIZE];
    struct tally total = {0};

    begin(false);
    if ((pass.pcap = pcap_open_offline(path, error)) == NULL)
        die("%s", error);
    if (pcap_loop(pass.pcap, -1, take, NULL) == -1)
        die("%s: %s", path, pcap_geterr(pass.pcap));
    pass.last = nanos_now();
    rival_finish(0, &total);
    pcap_close(pass.pcap);
    print_result(&total, 0);
}

static pcap_t *open_device(const char *device)
{
    char error[PCAP_ERRBUF_SIZE];
    pcap_t *pcap = pcap_create(device, error);
    int result;

    if (pcap == NULL)
        die("%s", error);
    pcap_set_snaplen(pcap, SNAPLEN);
    pcap_set_promisc(pcap, 1);
    pcap_set_timeout(pcap, (int)settings.timeout);
    pcap_set_buffer_size(pcap, (int)settings.buffer);
    pcap_set_immediate_mode(pcap, settings.immediate);
    pass.nanos = pcap_set_tstamp_precision(pcap, PCAP_TSTAMP_PRECISION_NANO) == 0;
    if ((result = pcap_activate(pcap)) < 0)
        die("%s: %s: %s", device, pcap_statustostr(result), pcap_geterr(pcap));
    return pcap;
}

static void *capture(void *ignored)
{
    int count = 0;

    (void)ignored;
    while (!atomic_load(&pass.stopping) && count != PCAP_ERROR_BREAK) {
        unsigned long long before = taken_so_far();

        if ((count = pcap_dispatch(pass.pcap, -1, take, NULL)) == PCAP_ERROR)
            die("%s", pcap_geterr(pass.pcap));
        if (taken_so_far() > before)
            pass.last = nanos_now();
    }
    return NULL;
}

/* The next line without its end; without one the program ends. */
static char *next_line(void)
{
    static char *line;
    static size_t size;

    if (getline(&line, &size, stdin) < 0)
        _Exit(0);
    line[strcspn(line, "\n")] = '\0';
    return line;
}

static void pass_live(const char *device)
{
    struct tally total = {0};
    struct pcap_stat stats = {0};
    pthread_t thread;
    char *line;

    begin(true);
    pass.pcap = open_device(device);
    if (pthread_create(&thread, NULL, capture, NULL) != 0)
        die("no thread to capture on");
    puts("capturing");
    fflush(stdout);
    while (strcmp(line = next_line(), "stop") != 0) {
        if (strcmp(line, "taken") != 0)
            die("command: %s (expected: taken, or stop)", line);
        printf("taken %llu\n", taken_so_far());
        fflush(stdout);
    }
    atomic_store(&pass.stopping, true);
    pcap_breakloop(pass.pcap);
    pthread_join(thread, NULL);
    rival_finish(DRAIN_SECONDS, &total);
    if (pcap_stats(pass.pcap, &stats) != 0)
        die("%s", pcap_geterr(pass.pcap));
    pcap_close(pass.pcap);
    print_result(&total, (long)stats.ps_drop);
}

/* --- The program. */

static void set(const char *name, const char *value)
{
    static const char *const handlers[] = {"count", "touch", "check", "sleep", "spin"};
    const struct {
        const char *name;
        long *value;
    } numbers[] = {{"micros", &settings.micros},   {"rounds", &settings.rounds}, {"workers", &settings.workers},
                   {"timeout", &settings.timeout}, {"buffer", &settings.buffer}, {"flows", &settings.flows}};

    if (strcmp(name, "immediate") == 0) {
        settings.immediate = strcmp(value, "true") == 0;
        return;
    }
    if (strcmp(name, "ages") == 0) {
        settings.ages = strcmp(value, "true") == 0;
        return;
    }
    for (int i = 0; strcmp(name, "handler") == 0 && i < 5; i++)
        if (strcmp(value, handlers[i]) == 0) {
            settings.handler = (enum handler)i;
            return;
        }
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (strcmp(name, numbers[i].name) == 0) {
            *numbers[i].value = strtol(value, NULL, 10);
            return;
        }
    die("%s=%s is no setting", name, value);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        char *value = strchr(argv[i], '=');
        if (value == NULL)
            die("%s (expected: a setting, NAME=VALUE)", argv[i]);
        *value = '\0';
        set(argv[i], value + 1);
    }
    expected = calloc((size_t)settings.flows, sizeof *expected);
    running = calloc((size_t)settings.flows, sizeof *running);
    if (expected == NULL || running == NULL)
        die("no memory for %ld flows", settings.flows);
    rival_start();
    puts("ready");
    fflush(stdout);
    for (;;) {
        char *line = next_line();
        if (strncmp(line, "file ", 5) == 0)
            pass_file(line + 5);
        else if (strncmp(line, "live ", 5) == 0)
            pass_live(line + 5);
        else
            die("command: %s (expected: file PATH, or live DEVICE)", line);
    }
}
