/* Counts the packets of a savefile with a callback, as a program does that is written for libpcap: Millrace's measure. */
#include <pcap/pcap.h>
#include <stdint.h>

struct totals {
    int64_t packets;
    int64_t bytes;
};

static void count(u_char *user, const struct pcap_pkthdr *header, const u_char *bytes)
{
    struct totals *totals = (struct totals *)user;
    (void)bytes;
    totals->packets++;
    totals->bytes += header->caplen;
}

/* What pcap_loop returns: 0 at the end of the file; 1 if the file cannot be opened. */
int count_packets(const char *file, struct totals *totals)
{
    char errbuf[PCAP_ERRBUF_SIZE];
    pcap_t *pcap = pcap_open_offline_with_tstamp_precision(file, PCAP_TSTAMP_PRECISION_NANO, errbuf);
    int result;

    if (pcap == NULL)
        return 1;
    result = pcap_loop(pcap, -1, count, (u_char *)totals);
    pcap_close(pcap);
    return result;
}
