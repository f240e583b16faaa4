// A vSphere office on loopback: VMware's govmomi simulator for the protocol, with the behaviour it leaves out added to it.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/vmware/govmomi/simulator"
)

type options struct {
	hosts, vms, agents int
	guest, host, boot  time.Duration
	user, password     string
	vcenterVM          bool
	template           bool
	ha                 bool
	days               int
}

var quiet = log.New(io.Discard, "", 0)

func main() {
	opts := options{}
	flag.IntVar(&opts.hosts, "hosts", 3, "hosts in the cluster")
	flag.IntVar(&opts.vms, "vms", 20, "VMs beside vCenter's own, agents and the template")
	flag.IntVar(&opts.agents, "agents", 0, "vCLS agents")
	flag.DurationVar(&opts.guest, "guest", 500*time.Millisecond, "time a guest takes to shut down")
	flag.DurationVar(&opts.host, "host", 500*time.Millisecond, "time a host takes to shut down")
	flag.DurationVar(&opts.boot, "boot", 500*time.Millisecond, "time vCenter, HA and agents take to start")
	flag.StringVar(&opts.user, "user", "administrator@vsphere.local", "")
	flag.StringVar(&opts.password, "password", "secret", "")
	flag.BoolVar(&opts.vcenterVM, "vcenter-vm", true, "vCenter runs in a VM of the cluster")
	flag.BoolVar(&opts.template, "template", true, "one template")
	flag.BoolVar(&opts.ha, "ha", true, "HA enabled")
	flag.IntVar(&opts.days, "days", 365, "days the certificate is still valid")
	flag.Parse()
	log.SetOutput(io.Discard)

	model := simulator.VPX()
	defer model.Remove()
	certificate, fingerprint := selfSigned(opts.days)
	w := build(model, opts, &tls.Config{Certificates: []tls.Certificate{certificate}})

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	go http.Serve(listener, w.control())
	hostPorts := map[string]int{}
	for _, h := range w.hosts {
		hostPorts[h.name] = h.front.port
	}
	check(json.NewEncoder(os.Stdout).Encode(map[string]interface{}{
		"port":        w.vcenter.port,
		"hostPorts":   hostPorts,
		"controlPort": listener.Addr().(*net.TCPAddr).Port,
		"fingerprint": fingerprint,
	}))

	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGINT, syscall.SIGTERM)
	// The test that started it holds the other end: when it is gone, so is this.
	go func() {
		io.Copy(io.Discard, os.Stdin)
		ended <- syscall.SIGTERM
	}()
	<-ended
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func selfSigned(days int) (tls.Certificate, string) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(err)
	serial, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	check(err)
	template := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: "vcsim"},
		NotBefore:    time.Now().AddDate(-1, 0, 0),
		NotAfter:     time.Now().AddDate(0, 0, days),
		IPAddresses:  []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	check(err)
	sum := sha256.Sum256(der)
	parts := make([]string, len(sum))
	for i, b := range sum {
		parts[i] = fmt.Sprintf("%02X", b)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, strings.Join(parts, ":")
}

func login(opts options) *url.URL {
	return &url.URL{Host: "127.0.0.1:0", User: url.UserPassword(opts.user, opts.password)}
}
