/*
 * What people are told to write: "copy the packet into the heap", queue it, let a thread of a pool handle it. One queue without a
 * bound, a mutex, a condition variable.
 */
#include "rival.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct item {
    struct item *next;
    struct pcap_pkthdr header;
    u_char data[];
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t queued = PTHREAD_COND_INITIALIZER;
static pthread_cond_t done = PTHREAD_COND_INITIALIZER;
/* All under the mutex. */
static struct item *head;
static struct item **tail = &head;
static unsigned long waiting; /* in the queue */
static unsigned long handling;

static struct tally *tallies; /* each written by its worker, and by others only while none handles */

static void *work(void *own)
{
    struct tally *tally = own;

    pthread_mutex_lock(&mutex);
    for (;;) {
        struct item *item;

        if (head == NULL) {
            tally->last_nanos = nanos_now();
            if (handling == 0)
                pthread_cond_signal(&done);
            while (head == NULL)
                pthread_cond_wait(&queued, &mutex);
        }
        item = head;
        if ((head = item->next) == NULL)
            tail = &head;
        waiting--;
        handling++;
        pthread_mutex_unlock(&mutex);
        handle(tally, &item->header, item->data);
        free(item);
        pthread_mutex_lock(&mutex);
        handling--;
    }
    return NULL;
}

void rival_start(void)
{
    if (settings.workers == 0)
        settings.workers = sysconf(_SC_NPROCESSORS_ONLN);
    if ((tallies = calloc((size_t)settings.workers, sizeof *tallies)) == NULL)
        die("no memory for %ld workers", settings.workers);
    for (long i = 0; i < settings.workers; i++) {
        pthread_t thread;
        pthread_attr_t attributes;

        pthread_attr_init(&attributes);
        pthread_attr_setstacksize(&attributes, 128 << 10);
        if (pthread_create(&thread, &attributes, work, &tallies[i]) != 0)
            die("the system allows no more than %ld of %ld workers", i, settings.workers);
        pthread_detach(thread);
    }
}

void rival_begin(void)
{
    pthread_mutex_lock(&mutex);
    for (long i = 0; i < settings.workers; i++)
        if (tallies[i].handled > 0) /* what nobody touched takes no memory */
            memset(&tallies[i], 0, sizeof tallies[i]);
    pthread_mutex_unlock(&mutex);
}

void rival_take(const struct pcap_pkthdr *header, const u_char *bytes)
{
    struct item *item = malloc(sizeof *item + header->caplen);

    if (item == NULL)
        die("no memory for another packet");
    item->next = NULL;
    item->header = *header;
    memcpy(item->data, bytes, header->caplen);
    pthread_mutex_lock(&mutex);
    *tail = item;
    tail = &item->next;
    waiting++;
    pthread_cond_signal(&queued); /* behind the unlocking it took up to ten times as long with 8 workers */
    pthread_mutex_unlock(&mutex);
}

static void give_up_what_waits(void)
{
    while (head != NULL) {
        struct item *item = head;

        head = item->next;
        free(item);
    }
    tail = &head;
    waiting = 0;
}

void rival_finish(int seconds, struct tally *total)
{
    struct timespec deadline;

    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_sec += seconds;
    pthread_mutex_lock(&mutex);
    while (waiting + handling > 0)
        if (seconds == 0 || waiting == 0)
            pthread_cond_wait(&done, &mutex);
        else if (pthread_cond_timedwait(&done, &mutex, &deadline) != 0)
            give_up_what_waits();
    for (long i = 0; i < settings.workers; i++)
        tally_add(total, &tallies[i]);
    pthread_mutex_unlock(&mutex);
}
