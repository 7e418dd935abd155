/*
 * Runs libpcap by command, so that the conformance suite can ask the real library.
 *
 * A command is a line on standard input, its answer a line on standard output: what the function returned, and what it gave
 * besides. A packet is written as timestamp/caplen/len/hash: nanoseconds since the epoch, two lengths in bytes, and the
 * FNV-1a hash of the captured bytes. There is one handle and one dumper at a time; `reset` closes both.
 *
 * `start` runs a reading command in a thread of its own and answers at once; `seen N` waits until it delivered N packets,
 * `asleep` until it waits for some, `finish` until it ends, and gives its answer. Between the two only `breakloop` is for the
 * main thread, as libpcap has it.
 *
 * Compile with: gcc -O1 -Wall -Wextra -Werror -o oracle oracle.c -lpcap -pthread
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <pcap/pcap.h>

#define PATIENCE_MILLIS 10000

/* --- Text that grows. */

struct text {
    char *chars;
    size_t length, room;
};

__attribute__((format(printf, 2, 3))) static void add(struct text *text, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    size_t needed = (size_t)vsnprintf(NULL, 0, format, arguments) + 1;
    va_end(arguments);
    if (text->length + needed > text->room) {
        text->room = 2 * (text->length + needed);
        text->chars = realloc(text->chars, text->room);
        if (text->chars == NULL) abort();
    }
    vsnprintf(text->chars + text->length, needed, format, again);
    va_end(again);
    text->length += needed - 1;
}

static void clear(struct text *text) {
    text->length = 0;
    add(text, "%s", "");
}

/* --- What is open. */

static pcap_t *handle;
static pcap_dumper_t *dumper;
static char errbuf[PCAP_ERRBUF_SIZE];
static struct text answer;

static int nanoseconds(void) { return pcap_get_tstamp_precision(handle) == PCAP_TSTAMP_PRECISION_NANO; }

static void pause_briefly(void) {
    struct timespec step = {0, 200000};
    nanosleep(&step, NULL);
}

/* --- Reading packets. One reading command runs at a time; it alone writes to its text. */

static struct {
    struct text packets;
    atomic_int seen;
    int break_at;
    int nanos_per_unit;
} reading;

static uint32_t fnv1a(const u_char *bytes, uint32_t length) {
    uint32_t hash = 2166136261u;
    for (uint32_t i = 0; i < length; i++) hash = (hash ^ bytes[i]) * 16777619u;
    return hash;
}

static void packet(u_char *user, const struct pcap_pkthdr *header, const u_char *bytes) {
    (void)user;
    int64_t nanos = header->ts.tv_sec * INT64_C(1000000000) + (int64_t)header->ts.tv_usec * reading.nanos_per_unit;
    add(&reading.packets, " %" PRId64 "/%u/%u/%08x", nanos, header->caplen, header->len, fnv1a(bytes, header->caplen));
    if (dumper != NULL) pcap_dump((u_char *)dumper, header, bytes);
    if (atomic_fetch_add(&reading.seen, 1) + 1 == reading.break_at) pcap_breakloop(handle);
}

static int next(void) {
    struct pcap_pkthdr header;
    const u_char *bytes = pcap_next(handle, &header);
    if (bytes == NULL) return 0;
    packet(NULL, &header, bytes);
    return 1;
}

static int next_ex(void) {
    struct pcap_pkthdr *header;
    const u_char *bytes;
    int code = pcap_next_ex(handle, &header, &bytes);
    if (code == 1) packet(NULL, header, bytes);
    return code;
}

/* Dispatches until so many packets came, however many calls that takes. */
static int gather(int count) {
    int code = 0;
    while (code >= 0 && atomic_load(&reading.seen) < count) code = pcap_dispatch(handle, -1, packet, NULL);
    return code < 0 ? code : atomic_load(&reading.seen);
}

/* Runs a reading command and answers with its result and the packets; false if it is none. */
static int read_packets(const char *command, const char *argument, struct text *to) {
    int count = atoi(argument);
    int code;
    clear(&reading.packets);
    atomic_store(&reading.seen, 0);
    reading.nanos_per_unit = nanoseconds() ? 1 : 1000;
    if (strcmp(command, "dispatch") == 0) code = pcap_dispatch(handle, count, packet, NULL);
    else if (strcmp(command, "loop") == 0) code = pcap_loop(handle, count, packet, NULL);
    else if (strcmp(command, "next") == 0) code = next();
    else if (strcmp(command, "next_ex") == 0) code = next_ex();
    else if (strcmp(command, "gather") == 0) code = gather(count);
    else return 0;
    add(to, "%d%s", code, reading.packets.chars);
    reading.break_at = 0;
    return 1;
}

static struct {
    pthread_t thread;
    int running;
    atomic_int task;
    char command[32], argument[32];
    struct text answer;
} started;

static void *run_started(void *unused) {
    clear(&started.answer);
    atomic_store(&started.task, gettid());
    if (!read_packets(started.command, started.argument, &started.answer)) add(&started.answer, "not a reading command");
    return unused;
}

static void start(char *argument) {
    started.command[0] = started.argument[0] = 0;
    sscanf(argument, "%31s %31s", started.command, started.argument);
    atomic_store(&reading.seen, 0);
    atomic_store(&started.task, 0);
    int code = pthread_create(&started.thread, NULL, run_started, NULL);
    started.running = code == 0;
    add(&answer, "%d", code);
}

static void finish(char *argument) {
    (void)argument;
    pthread_join(started.thread, NULL);
    started.running = 0;
    add(&answer, "%s", started.answer.chars);
}

/* Whether a thread of this process sleeps, by proc(5). */
static int sleeps(int task) {
    char path[64], state = 0;
    snprintf(path, sizeof path, "/proc/self/task/%d/stat", task);
    FILE *file = fopen(path, "r");
    if (file == NULL) return 0;
    int fields = fscanf(file, "%*d (%*[^)]) %c", &state);
    fclose(file);
    return fields == 1 && state == 'S';
}

static void asleep(char *argument) {
    (void)argument;
    int task = atomic_load(&started.task);
    for (int step = 0; step < PATIENCE_MILLIS * 5 && !(task != 0 && sleeps(task)); step++) {
        pause_briefly();
        task = atomic_load(&started.task);
    }
    add(&answer, "%s", task != 0 && sleeps(task) ? "yes" : "no");
}

static void seen(char *argument) {
    int wanted = atoi(argument);
    for (int step = 0; step < PATIENCE_MILLIS * 5 && atomic_load(&reading.seen) < wanted; step++) pause_briefly();
    add(&answer, "%d", atomic_load(&reading.seen));
}

static void break_at(char *argument) {
    reading.break_at = atoi(argument);
    add(&answer, "0");
}

static void breakloop(char *argument) {
    (void)argument;
    pcap_breakloop(handle);
    add(&answer, "0");
}

/* --- Opening and closing. */

static void opened(pcap_t *opened_handle) {
    handle = opened_handle;
    add(&answer, "%s", handle == NULL ? "null" : "0");
}

static void create(char *argument) { opened(pcap_create(strcmp(argument, "NULL") == 0 ? NULL : argument, errbuf)); }

static void open_live(char *argument) {
    char device[64] = "";
    int snaplen = 0, promiscuous = 0, timeout = 0;
    sscanf(argument, "%63s %d %d %d", device, &snaplen, &promiscuous, &timeout);
    opened(pcap_open_live(device, snaplen, promiscuous, timeout, errbuf));
}

static void open_offline(char *argument) { opened(pcap_open_offline(argument, errbuf)); }

static void open_offline_nano(char *argument) {
    opened(pcap_open_offline_with_tstamp_precision(argument, PCAP_TSTAMP_PRECISION_NANO, errbuf));
}

static void fopen_offline(char *argument) {
    FILE *stream = fopen(argument, "rb");
    opened(stream == NULL ? NULL : pcap_fopen_offline(stream, errbuf));
}

static void open_dead(char *argument) {
    int dlt = 0, snaplen = 0;
    sscanf(argument, "%d %d", &dlt, &snaplen);
    opened(pcap_open_dead_with_tstamp_precision(dlt, snaplen, PCAP_TSTAMP_PRECISION_NANO));
}

static void dump_close(char *argument) {
    (void)argument;
    if (dumper != NULL) pcap_dump_close(dumper);
    dumper = NULL;
    add(&answer, "0");
}

static void close_handle(char *argument) {
    (void)argument;
    if (handle != NULL) pcap_close(handle);
    handle = NULL;
    add(&answer, "0");
}

static void reset(char *argument) {
    if (started.running) {
        pcap_breakloop(handle);
        finish(argument);
    }
    dump_close(argument);
    clear(&answer);
    reading.break_at = 0;
    close_handle(argument);
}

/* --- Filters. */

static void add_program(const struct bpf_program *program) {
    add(&answer, "0 %u", program->bf_len);
    for (u_int i = 0; i < program->bf_len; i++) {
        const struct bpf_insn *insn = &program->bf_insns[i];
        add(&answer, " %04x%02x%02x%08x", insn->code, insn->jt, insn->jf, insn->k);
    }
}

static void compile_as(char *expression, int optimise, bpf_u_int32 netmask) {
    struct bpf_program program;
    int code = pcap_compile(handle, &program, expression, optimise, netmask);
    if (code < 0) {
        add(&answer, "%d", code);
        return;
    }
    add_program(&program);
    pcap_freecode(&program);
}

static void compile(char *expression) { compile_as(expression, 1, PCAP_NETMASK_UNKNOWN); }
static void compile_plain(char *expression) { compile_as(expression, 0, PCAP_NETMASK_UNKNOWN); }

/* The mask is in the order of this machine: it is compared with what a program loads. */
static void compile_class_c(char *expression) { compile_as(expression, 1, 0xffffff00); }


static void setfilter(char *expression) {
    struct bpf_program program;
    int code = pcap_compile(handle, &program, expression, 1, PCAP_NETMASK_UNKNOWN);
    if (code == 0) {
        code = pcap_setfilter(handle, &program);
        pcap_freecode(&program);
    }
    add(&answer, "%d", code);
}

static size_t unhex(const char *hex, u_char *bytes, size_t room) {
    size_t length = 0;
    unsigned value;
    while (length < room && sscanf(hex + 2 * length, "%2x", &value) == 1) bytes[length++] = (u_char)value;
    return length;
}

static u_char frame[65536];

/* offline_filter HEX EXPRESSION: compiled for Ethernet, run on the frame; 1 if it matches. */
static void offline_filter(char *argument) {
    char *expression = strchr(argument, ' ');
    if (expression == NULL) expression = argument + strlen(argument);
    else *expression++ = 0;
    struct pcap_pkthdr header = {0};
    header.caplen = header.len = (bpf_u_int32)unhex(argument, frame, sizeof frame);
    pcap_t *dead = pcap_open_dead(DLT_EN10MB, 65535);
    struct bpf_program program;
    int code = pcap_compile(dead, &program, expression, 1, PCAP_NETMASK_UNKNOWN);
    if (code == 0) {
        code = pcap_offline_filter(&program, &header, frame) != 0;
        pcap_freecode(&program);
    }
    pcap_close(dead);
    add(&answer, "%d", code);
}

/* --- Sending. */

static void inject(char *hex) { add(&answer, "%d", pcap_inject(handle, frame, unhex(hex, frame, sizeof frame))); }

static void sendpacket(char *hex) {
    add(&answer, "%d", pcap_sendpacket(handle, frame, (int)unhex(hex, frame, sizeof frame)));
}

static void inject_zeros(char *length) {
    memset(frame, 0, sizeof frame);
    add(&answer, "%d", pcap_inject(handle, frame, (size_t)atoi(length)));
}

/* --- Statistics and state. */

static void stats(char *argument) {
    (void)argument;
    struct pcap_stat stat = {0};
    int code = pcap_stats(handle, &stat);
    if (code < 0) add(&answer, "%d", code);
    else add(&answer, "%u %u", stat.ps_recv, stat.ps_drop);
}

static void ifdrop(char *argument) {
    (void)argument;
    struct pcap_stat stat = {0};
    int code = pcap_stats(handle, &stat);
    add(&answer, "%d", code < 0 ? code : (int)stat.ps_ifdrop);
}

/* Waits until the kernel counted so many packets for this handle, received or dropped. */
static void await(char *argument) {
    unsigned wanted = (unsigned)atoi(argument);
    struct pcap_stat stat = {0};
    int code = pcap_stats(handle, &stat);
    for (int step = 0; step < PATIENCE_MILLIS * 5 && code == 0 && stat.ps_recv < wanted; step++) {
        pause_briefly();
        code = pcap_stats(handle, &stat);
    }
    add(&answer, "%d", code < 0 ? code : (int)stat.ps_recv);
}

static void setnonblock(char *argument) { add(&answer, "%d", pcap_setnonblock(handle, atoi(argument), errbuf)); }

static void getnonblock(char *argument) {
    (void)argument;
    add(&answer, "%d", pcap_getnonblock(handle, errbuf));
}

static void setdirection(char *argument) {
    pcap_direction_t direction = PCAP_D_INOUT;
    if (strcmp(argument, "in") == 0) direction = PCAP_D_IN;
    if (strcmp(argument, "out") == 0) direction = PCAP_D_OUT;
    add(&answer, "%d", pcap_setdirection(handle, direction));
}

static void selectable_fd(char *argument) {
    (void)argument;
    add(&answer, "%s", pcap_get_selectable_fd(handle) >= 0 ? "yes" : "-1");
}

static void descriptor(char *argument) {
    (void)argument;
    add(&answer, "%s", pcap_fileno(handle) >= 0 ? "yes" : "-1");
}

/* Polls the selectable descriptor for so many milliseconds. */
static void poll_handle(char *argument) {
    struct pollfd events = {pcap_get_selectable_fd(handle), POLLIN, 0};
    int ready = poll(&events, 1, atoi(argument));
    add(&answer, "%s", ready == 1 && (events.revents & POLLIN) ? "readable" : "silent");
}

static void required_timeout(char *argument) {
    (void)argument;
    const struct timeval *timeout = pcap_get_required_select_timeout(handle);
    if (timeout == NULL) add(&answer, "none");
    else add(&answer, "%ld", timeout->tv_sec * 1000000L + timeout->tv_usec);
}

static int compare_ints(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

static void add_sorted(int *values, int count) {
    qsort(values, (size_t)count, sizeof *values, compare_ints);
    for (int i = 0; i < count; i++) add(&answer, "%s%d", i == 0 ? "" : " ", values[i]);
}

static void list_datalinks(char *argument) {
    (void)argument;
    int *list;
    int count = pcap_list_datalinks(handle, &list);
    if (count < 0) {
        add(&answer, "%d", count);
        return;
    }
    add_sorted(list, count);
    pcap_free_datalinks(list);
}

static void list_tstamp_types(char *argument) {
    (void)argument;
    int *list = NULL;
    int count = pcap_list_tstamp_types(handle, &list);
    if (count < 0) {
        add(&answer, "%d", count);
        return;
    }
    if (count == 0) add(&answer, "none");
    add_sorted(list, count);
    pcap_free_tstamp_types(list);
}

/* --- Savefiles. */

static void dump_open(char *argument) {
    dumper = pcap_dump_open(handle, argument);
    add(&answer, "%s", dumper == NULL ? "null" : "0");
}

static void dump_open_append(char *argument) {
    dumper = pcap_dump_open_append(handle, argument);
    add(&answer, "%s", dumper == NULL ? "null" : "0");
}

static void dump_flush(char *argument) {
    (void)argument;
    add(&answer, "%d", pcap_dump_flush(dumper));
}

static void dump_ftell(char *argument) {
    (void)argument;
    add(&answer, "%" PRId64, pcap_dump_ftell64(dumper));
}

/* --- Devices and words. */

static void add_hex(const u_char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) add(&answer, "%02x", bytes[i]);
}

static void add_address(const char *name, const struct sockaddr *address) {
    if (address == NULL) return;
    if (address->sa_family == AF_INET) {
        add(&answer, " %s=", name);
        add_hex((const u_char *)&((const struct sockaddr_in *)address)->sin_addr, sizeof(struct in_addr));
    } else if (address->sa_family == AF_INET6) {
        add(&answer, " %s=", name);
        add_hex((const u_char *)&((const struct sockaddr_in6 *)address)->sin6_addr, sizeof(struct in6_addr));
    }
}

static void add_link_address(const struct sockaddr *address) {
    if (address == NULL || address->sa_family != AF_PACKET) return;
    const struct sockaddr_ll *link = (const struct sockaddr_ll *)address;
    add(&answer, " link=");
    add_hex(link->sll_addr, link->sll_halen);
}

static void add_device(const pcap_if_t *device) {
    static const char *const connections[] = {"unknown", "connected", "disconnected", "not_applicable"};
    add(&answer, "%s", device->description == NULL ? "none" : device->description);
    if (device->flags & PCAP_IF_LOOPBACK) add(&answer, " loopback");
    if (device->flags & PCAP_IF_UP) add(&answer, " up");
    if (device->flags & PCAP_IF_RUNNING) add(&answer, " running");
    if (device->flags & PCAP_IF_WIRELESS) add(&answer, " wireless");
    add(&answer, " %s", connections[(device->flags & PCAP_IF_CONNECTION_STATUS) >> 4]);
    for (const pcap_addr_t *address = device->addresses; address != NULL; address = address->next) {
        add_address("address", address->addr);
        add_address("netmask", address->netmask);
        add_address("broadcast", address->broadaddr);
        add_address("destination", address->dstaddr);
    }
    for (const pcap_addr_t *address = device->addresses; address != NULL; address = address->next)
        add_link_address(address->addr);
}

/* Without a name: the names of all. With one: what is told of that device. */
static void findalldevs(char *wanted) {
    pcap_if_t *devices;
    int code = pcap_findalldevs(&devices, errbuf);
    if (code < 0) {
        add(&answer, "%d", code);
        return;
    }
    for (const pcap_if_t *device = devices; device != NULL; device = device->next) {
        if (*wanted == 0) add(&answer, "%s%s", device == devices ? "" : " ", device->name);
        else if (strcmp(device->name, wanted) == 0) add_device(device);
    }
    pcap_freealldevs(devices);
}

static void lookupnet(char *device) {
    bpf_u_int32 network, mask;
    int code = pcap_lookupnet(device, &network, &mask, errbuf);
    if (code < 0) {
        add(&answer, "%d", code);
        return;
    }
    struct in_addr words = {network};
    add(&answer, "0 %s", inet_ntoa(words));
    words.s_addr = mask;
    add(&answer, "/%s", inet_ntoa(words));
}

static const char *named(const char *words) { return words == NULL ? "null" : words; }

static void datalink_val_to_name(char *argument) { add(&answer, "%s", named(pcap_datalink_val_to_name(atoi(argument)))); }

static void datalink_val_to_description(char *argument) {
    add(&answer, "%s", named(pcap_datalink_val_to_description(atoi(argument))));
}

static void datalink_val_to_description_or_dlt(char *argument) {
    add(&answer, "%s", pcap_datalink_val_to_description_or_dlt(atoi(argument)));
}

static void datalink_name_to_val(char *argument) { add(&answer, "%d", pcap_datalink_name_to_val(argument)); }
static void tstamp_type_name_to_val(char *argument) { add(&answer, "%d", pcap_tstamp_type_name_to_val(argument)); }

static void tstamp_type_val_to_name(char *argument) {
    add(&answer, "%s", named(pcap_tstamp_type_val_to_name(atoi(argument))));
}

static void tstamp_type_val_to_description(char *argument) {
    add(&answer, "%s", named(pcap_tstamp_type_val_to_description(atoi(argument))));
}

static void statustostr(char *argument) { add(&answer, "%s", pcap_statustostr(atoi(argument))); }

static void geterr(char *argument) {
    (void)argument;
    add(&answer, "%s", pcap_geterr(handle));
}

static void lib_version(char *argument) {
    (void)argument;
    add(&answer, "%s", pcap_lib_version());
}

/* --- The table of commands. */

static const struct {
    const char *name;
    int (*function)(pcap_t *);
} getters[] = {
    {"activate", pcap_activate},
    {"bufsize", pcap_bufsize},
    {"can_set_rfmon", pcap_can_set_rfmon},
    {"datalink", pcap_datalink},
    {"get_tstamp_precision", pcap_get_tstamp_precision},
    {"is_swapped", pcap_is_swapped},
    {"major_version", pcap_major_version},
    {"minor_version", pcap_minor_version},
    {"snapshot", pcap_snapshot},
};

static const struct {
    const char *name;
    int (*function)(pcap_t *, int);
} setters[] = {
    {"set_buffer_size", pcap_set_buffer_size},
    {"set_datalink", pcap_set_datalink},
    {"set_immediate_mode", pcap_set_immediate_mode},
    {"set_promisc", pcap_set_promisc},
    {"set_protocol_linux", pcap_set_protocol_linux},
    {"set_rfmon", pcap_set_rfmon},
    {"set_snaplen", pcap_set_snaplen},
    {"set_timeout", pcap_set_timeout},
    {"set_tstamp_precision", pcap_set_tstamp_precision},
    {"set_tstamp_type", pcap_set_tstamp_type},
};

static const struct {
    const char *name;
    int needs_handle;
    void (*function)(char *);
} commands[] = {
    {"asleep", 1, asleep},
    {"await", 1, await},
    {"break_at", 1, break_at},
    {"breakloop", 1, breakloop},
    {"close", 1, close_handle},
    {"compile", 1, compile},
    {"compile_class_c", 1, compile_class_c},
    {"compile_plain", 1, compile_plain},
    {"create", 0, create},
    {"datalink_name_to_val", 0, datalink_name_to_val},
    {"datalink_val_to_description", 0, datalink_val_to_description},
    {"datalink_val_to_description_or_dlt", 0, datalink_val_to_description_or_dlt},
    {"datalink_val_to_name", 0, datalink_val_to_name},
    {"dump_close", 0, dump_close},
    {"dump_flush", 1, dump_flush},
    {"dump_ftell", 1, dump_ftell},
    {"dump_open", 1, dump_open},
    {"dump_open_append", 1, dump_open_append},
    {"fileno", 1, descriptor},
    {"findalldevs", 0, findalldevs},
    {"finish", 1, finish},
    {"fopen_offline", 0, fopen_offline},
    {"get_required_select_timeout", 1, required_timeout},
    {"get_selectable_fd", 1, selectable_fd},
    {"geterr", 1, geterr},
    {"getnonblock", 1, getnonblock},
    {"ifdrop", 1, ifdrop},
    {"inject", 1, inject},
    {"inject_zeros", 1, inject_zeros},
    {"lib_version", 0, lib_version},
    {"list_datalinks", 1, list_datalinks},
    {"list_tstamp_types", 1, list_tstamp_types},
    {"lookupnet", 0, lookupnet},
    {"offline_filter", 0, offline_filter},
    {"open_dead", 0, open_dead},
    {"open_live", 0, open_live},
    {"open_offline", 0, open_offline},
    {"open_offline_nano", 0, open_offline_nano},
    {"poll", 1, poll_handle},
    {"reset", 0, reset},
    {"seen", 1, seen},
    {"sendpacket", 1, sendpacket},
    {"setdirection", 1, setdirection},
    {"setfilter", 1, setfilter},
    {"setnonblock", 1, setnonblock},
    {"start", 1, start},
    {"stats", 1, stats},
    {"statustostr", 0, statustostr},
    {"tstamp_type_name_to_val", 0, tstamp_type_name_to_val},
    {"tstamp_type_val_to_description", 0, tstamp_type_val_to_description},
    {"tstamp_type_val_to_name", 0, tstamp_type_val_to_name},
};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static int run_on_handle(const char *name, char *argument) {
    for (size_t i = 0; i < COUNT(getters); i++) {
        if (strcmp(getters[i].name, name) == 0) {
            add(&answer, "%d", getters[i].function(handle));
            return 1;
        }
    }
    for (size_t i = 0; i < COUNT(setters); i++) {
        if (strcmp(setters[i].name, name) == 0) {
            add(&answer, "%d", setters[i].function(handle, (int)strtol(argument, NULL, 0)));
            return 1;
        }
    }
    return read_packets(name, argument, &answer);
}

static void run(const char *name, char *argument) {
    for (size_t i = 0; i < COUNT(commands); i++) {
        if (strcmp(commands[i].name, name) == 0 && (handle != NULL || !commands[i].needs_handle)) {
            commands[i].function(argument);
            return;
        }
    }
    if (handle == NULL) add(&answer, "no handle, or no such command: %s", name);
    else if (!run_on_handle(name, argument)) add(&answer, "no such command: %s", name);
}

/*
 * As long as some socket asks for timestamps the kernel stamps a frame once, where it enters the stack; without, each handle
 * stamps for itself, and no two agree.
 */
static void stamp_once(void) {
    int on = 1;
    int socket_that_stamps = socket(AF_INET, SOCK_DGRAM, 0);
    if (setsockopt(socket_that_stamps, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on) < 0) perror("SO_TIMESTAMPNS");
}

int main(void) {
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    stamp_once();
    while ((length = getline(&line, &room, stdin)) > 0) {
        if (line[length - 1] == '\n') line[length - 1] = 0;
        char *argument = strchr(line, ' ');
        if (argument == NULL) argument = line + strlen(line);
        else *argument++ = 0;
        clear(&answer);
        run(line, argument);
        puts(answer.chars);
        fflush(stdout);
    }
    return 0;
}
