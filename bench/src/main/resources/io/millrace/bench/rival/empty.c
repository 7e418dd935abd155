/* The floor: the handler runs in libpcap's callback, on the thread that captures. */
#include "rival.h"

#include <string.h>

static struct tally tally;

void rival_start(void)
{
}

void rival_begin(void)
{
    memset(&tally, 0, sizeof tally);
}

void rival_take(const struct pcap_pkthdr *header, const u_char *bytes)
{
    handle(&tally, header, bytes);
}

void rival_finish(int seconds, struct tally *total)
{
    (void)seconds;
    tally_add(total, &tally);
}
