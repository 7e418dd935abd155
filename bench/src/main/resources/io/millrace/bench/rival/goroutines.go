// A goroutine for each packet, with gopacket: what people write in Go. With workers=N there are N of them behind a channel of
// 1,000 packets instead, as many as gopacket's own PacketSource has.
package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"math/bits"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/google/gopacket"
	"github.com/google/gopacket/afpacket"
	"github.com/google/gopacket/pcap"
)

const (
	snaplen       = 262144
	drainPatience = 5 * time.Second
	stopStep      = 50 * time.Millisecond
	channelLength = 1000
	blockBytes    = 1 << 20
	frameBytes    = 2048
	ageBuckets    = 1920 // ages up to 63 bits of nanoseconds, in buckets that are 1/32 wide
	stripes       = 16   // goroutines come and go: what they count is spread over so many tallies by the packet's number
)

// As they came on the command line: see RivalSettings.
var settings = struct {
	handler         string
	immediate, ages bool
	numbers         map[string]int64
}{"count", false, true, map[string]int64{
	"micros": 0, "rounds": 0, "workers": 0, "timeout": 10, "buffer": 128 << 20, "flows": 1}}

type tally struct {
	handled, disorder, sum uint64
	lastNanos, ageMax      int64
	ages                   [ageBuckets]uint64
	_                      [64]byte
}

type packet struct {
	data      []byte
	timestamp time.Time
	pass      *pass
	tally     *tally
}

type source interface {
	ZeroCopyReadPacketData() (data []byte, ci gopacket.CaptureInfo, err error)
}

type pass struct {
	live               bool
	taken              uint64
	begun, first, last time.Time
	usage              syscall.Rusage
	stopping           int32
	tallies            [stripes]tally
}

var (
	started  = time.Now()
	expected []uint32 // for each flow the sequence number that comes next
	running  []uint32 // for each flow whether a packet of it is being handled
	queue    chan packet
	micros   time.Duration
	spins    int64
)

func die(format string, arguments ...interface{}) {
	fmt.Printf("error: "+format+"\n", arguments...)
	os.Exit(1)
}

func check(t *tally, data []byte) {
	// the mark of FlowTraffic: the last 12 bytes are "MILL", the flow, and the place in the flow
	if len(data) < 64 || binary.BigEndian.Uint32(data[len(data)-12:]) != 0x4d494c4c {
		return
	}
	flow := binary.BigEndian.Uint32(data[len(data)-8:])
	sequence := binary.BigEndian.Uint32(data[len(data)-4:])
	if int(flow) >= len(expected) {
		die("a packet of flow %d (expected: less than flows=%d)", flow, len(expected))
	}
	alone := atomic.SwapUint32(&running[flow], 1) == 0
	if sequence < atomic.SwapUint32(&expected[flow], sequence+1) || !alone {
		atomic.AddUint64(&t.disorder, 1)
	}
	if alone {
		atomic.StoreUint32(&running[flow], 0)
	}
}

func ageBucket(age int64) int {
	shift := 0
	if age >= 64 {
		shift = 58 - bits.LeadingZeros64(uint64(age))
	}
	return shift*32 + int(age>>shift)
}

func ageOfBucket(bucket int) int64 {
	shift := 0
	if bucket >= 64 {
		shift = bucket/32 - 1
	}
	return int64(bucket-shift*32)<<shift + int64(1)<<shift/2
}

func raise(value *int64, to int64) {
	for {
		old := atomic.LoadInt64(value)
		if to <= old || atomic.CompareAndSwapInt64(value, old, to) {
			return
		}
	}
}

func enterAge(t *tally, timestamp time.Time) {
	now := time.Now()
	age := now.UnixNano() - timestamp.UnixNano()
	if age < 0 {
		age = 0
	}
	raise(&t.ageMax, age)
	raise(&t.lastNanos, int64(now.Sub(started)))
	atomic.AddUint64(&t.ages[ageBucket(age)], 1)
}

func handle(p packet) {
	t := p.tally
	if p.pass.live && settings.ages {
		enterAge(t, p.timestamp)
	}
	switch settings.handler {
	case "touch":
		atomic.AddUint64(&t.sum, uint64(binary.BigEndian.Uint32(p.data)))
	case "check":
		check(t, p.data)
	case "sleep":
		time.Sleep(micros)
	case "spin": // the same chain of dependent multiplications in every language: see SpinWork
		value := uint64(1)
		for i := int64(0); i < spins; i++ {
			value = (value ^ value>>29) * 6364136223846793005
		}
		atomic.AddUint64(&t.sum, value)
	}
	atomic.AddUint64(&t.handled, 1)
}

func (p *pass) take(data []byte, ci gopacket.CaptureInfo) {
	if p.taken == 0 {
		p.first = time.Now()
	}
	next := packet{append([]byte(nil), data...), ci.Timestamp, p, &p.tallies[p.taken%stripes]}
	atomic.AddUint64(&p.taken, 1)
	if queue == nil {
		go handle(next)
	} else {
		queue <- next
	}
}

func (p *pass) handled() (sum uint64) {
	for i := range p.tallies {
		sum += atomic.LoadUint64(&p.tallies[i].handled)
	}
	return
}

// When the last handler began, where ages are measured; else 0.
func (p *pass) lastBegun() (latest int64) {
	for i := range p.tallies {
		raise(&latest, atomic.LoadInt64(&p.tallies[i].lastNanos))
	}
	return
}

// Waits until all that was taken was handled, or for so long; 0 is as long as it takes.
func (p *pass) finish(patience time.Duration) {
	p.last = time.Now()
	deadline := p.last.Add(patience)
	if last := p.lastBegun(); p.handled() == p.taken && last > 0 {
		p.last = started.Add(time.Duration(last))
	}
	for p.handled() < p.taken && (patience == 0 || time.Now().Before(deadline)) {
		time.Sleep(200 * time.Microsecond)
		p.last = time.Now()
	}
}

func begin(live bool) *pass {
	for i := range expected {
		expected[i] = 0
	}
	p := &pass{live: live, begun: time.Now()}
	syscall.Getrusage(syscall.RUSAGE_SELF, &p.usage)
	return p
}

func residentKib() int64 {
	status, _ := os.ReadFile("/proc/self/status")
	for _, line := range strings.Split(string(status), "\n") {
		if strings.HasPrefix(line, "VmHWM:") {
			kib, _ := strconv.ParseInt(strings.Fields(line)[1], 10, 64)
			return kib
		}
	}
	return -1
}

func (p *pass) print(dropped int64) {
	var sum tally
	for i := range p.tallies {
		t := &p.tallies[i]
		sum.handled += atomic.LoadUint64(&t.handled)
		sum.disorder += atomic.LoadUint64(&t.disorder)
		raise(&sum.ageMax, t.ageMax)
		for j := range t.ages {
			sum.ages[j] += atomic.LoadUint64(&t.ages[j])
		}
	}
	ages := uint64(0)
	for _, count := range sum.ages {
		ages += count
	}
	ageAt := func(share float64) int64 {
		below := uint64(0)
		for bucket, count := range sum.ages {
			below += count
			if count > 0 && below >= uint64(share*float64(ages)+0.5) {
				return ageOfBucket(bucket)
			}
		}
		return -1
	}
	disorder, ageMax, from, first := int64(-1), int64(-1), p.begun, int64(-1)
	if settings.handler == "check" {
		disorder = int64(sum.disorder)
	}
	if ages > 0 {
		ageMax = sum.ageMax
	}
	if p.taken > 0 {
		first = int64(p.first.Sub(p.begun))
	}
	if p.live {
		from = p.first
	}
	wall := int64(p.last.Sub(from))
	if p.taken == 0 {
		wall = 0
	}
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	fmt.Printf("{\"taken\":%d,\"handled\":%d,\"kernelDropped\":%d,\"discarded\":0,\"disorder\":%d,\"wallNanos\":%d,"+
		"\"userNanos\":%d,\"systemNanos\":%d,\"firstNanos\":%d,\"rssKib\":%d,\"ageP50Nanos\":%d,\"ageP99Nanos\":%d,"+
		"\"ageMaxNanos\":%d}\n", p.taken, sum.handled, dropped, disorder, wall,
		usage.Utime.Nano()-p.usage.Utime.Nano(), usage.Stime.Nano()-p.usage.Stime.Nano(),
		first, residentKib(), ageAt(0.5), ageAt(0.99), ageMax)
}

func passFile(path string) {
	p := begin(false)
	handle, err := pcap.OpenOffline(path)
	if err != nil {
		die("%v", err)
	}
	defer handle.Close()
	for {
		data, ci, err := handle.ZeroCopyReadPacketData()
		if err == io.EOF {
			break
		} else if err != nil {
			die("%s: %v", path, err)
		}
		p.take(data, ci)
	}
	p.finish(0)
	p.print(0)
}

// Opens a device: a TPACKET_V3 ring, or libpcap's handle in immediate mode, which blocks do not have.
func open(device string) (from source, dropped func() int64, shut func()) {
	timeout := time.Duration(settings.numbers["timeout"]) * time.Millisecond
	if settings.immediate {
		inactive, err := pcap.NewInactiveHandle(device)
		if err != nil {
			die("%v", err)
		}
		defer inactive.CleanUp()
		inactive.SetSnapLen(snaplen)
		inactive.SetPromisc(true)
		inactive.SetTimeout(stopStep)
		inactive.SetBufferSize(int(settings.numbers["buffer"]))
		inactive.SetImmediateMode(true)
		handle, err := inactive.Activate()
		if err != nil {
			die("%s: %v", device, err)
		}
		return handle, func() int64 {
			stats, err := handle.Stats()
			if err != nil {
				die("%s: %v", device, err)
			}
			return int64(stats.PacketsDropped)
		}, handle.Close
	}
	ring, err := afpacket.NewTPacket(afpacket.OptInterface(device), afpacket.OptTPacketVersion(afpacket.TPacketVersion3),
		afpacket.OptFrameSize(frameBytes), afpacket.OptBlockSize(blockBytes),
		afpacket.OptNumBlocks(settings.numbers["buffer"]/blockBytes), afpacket.OptBlockTimeout(timeout),
		afpacket.OptPollTimeout(stopStep))
	if err != nil {
		die("%s: %v", device, err)
	}
	return ring, func() int64 {
		_, stats, err := ring.SocketStats()
		if err != nil {
			die("%s: %v", device, err)
		}
		return int64(stats.Drops())
	}, ring.Close
}

func (p *pass) capture(from source, done chan bool) {
	for atomic.LoadInt32(&p.stopping) == 0 {
		data, ci, err := from.ZeroCopyReadPacketData()
		if err == afpacket.ErrTimeout || err == pcap.NextErrorTimeoutExpired {
			continue
		} else if err != nil {
			die("%v", err)
		}
		p.take(data, ci)
	}
	done <- true
}

func passLive(device string, commands *bufio.Scanner) {
	p := begin(true)
	from, dropped, shut := open(device)
	done := make(chan bool)
	go p.capture(from, done)
	fmt.Println("capturing")
	for stopped := false; !stopped; {
		if !commands.Scan() {
			os.Exit(0)
		}
		switch commands.Text() {
		case "taken":
			fmt.Printf("taken %d\n", atomic.LoadUint64(&p.taken))
		case "stop":
			stopped = true
		default:
			die("command: %s (expected: taken, or stop)", commands.Text())
		}
	}
	atomic.StoreInt32(&p.stopping, 1)
	<-done
	p.finish(drainPatience)
	lost := dropped()
	shut()
	p.print(lost)
}

func set(setting string) {
	name, value, found := strings.Cut(setting, "=")
	if !found {
		die("%s (expected: a setting, NAME=VALUE)", setting)
	}
	_, isNumber := settings.numbers[name]
	number, err := strconv.ParseInt(value, 10, 64)
	switch {
	case name == "handler" && strings.Contains(" count touch check sleep spin ", " "+value+" "):
		settings.handler = value
	case name == "immediate":
		settings.immediate = value == "true"
	case name == "ages":
		settings.ages = value == "true"
	case isNumber && err == nil:
		settings.numbers[name] = number
	default:
		die("%s is no setting", setting)
	}
}

func main() {
	for _, setting := range os.Args[1:] {
		set(setting)
	}
	micros = time.Duration(settings.numbers["micros"]) * time.Microsecond
	spins = settings.numbers["micros"] * settings.numbers["rounds"]
	expected = make([]uint32, settings.numbers["flows"])
	running = make([]uint32, settings.numbers["flows"])
	if workers := settings.numbers["workers"]; workers > 0 {
		queue = make(chan packet, channelLength)
		for i := int64(0); i < workers; i++ {
			go func() {
				for p := range queue {
					handle(p)
				}
			}()
		}
	}
	fmt.Println("ready")
	commands := bufio.NewScanner(os.Stdin)
	for commands.Scan() {
		verb, argument, _ := strings.Cut(commands.Text(), " ")
		switch verb {
		case "file":
			passFile(argument)
		case "live":
			passLive(argument, commands)
		default:
			die("command: %s (expected: file PATH, or live DEVICE)", commands.Text())
		}
	}
}
