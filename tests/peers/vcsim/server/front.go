package main

import (
	"bytes"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"sync"
)

// A front is one endpoint on its own port: vCenter itself, or one host addressed directly. All of them show the same office through the
// same service; a host's front translates ids both ways, for a host names itself and its VMs differently than vCenter does.
type front struct {
	mu      sync.Mutex
	port    int
	addr    string
	tls     *tls.Config
	service http.Handler
	server  *http.Server
	host    *hostIds // nil for vCenter
	calls   map[string]int
	cookies map[string]bool
	conns   int
}

type hostIds struct {
	host, root string
}

var (
	methodName  = regexp.MustCompile(`<(?:\w+:)?Body>\s*<(?:\w+:)?(\w+)`)
	writeMethod = regexp.MustCompile(`^(ShutdownGuest|PowerO\w+|Suspend\w+|Reset\w+|EnterMaintenance\w+|ExitMaintenance\w+|ShutdownHost\w+|Reconfig\w+)$`)
	vmOut       = regexp.MustCompile(`( type="VirtualMachine"[^>]*>)vm-(\d+)<`)
	vmIn        = regexp.MustCompile(`( type="VirtualMachine"[^>]*>)(\d+)<`)
	parentOut   = regexp.MustCompile(` type="ClusterComputeResource">[^<]*<`)
)

func (f *front) isOpen() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.server != nil
}

func (f *front) open() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.server != nil {
		return
	}
	listener, err := net.Listen("tcp", f.addr)
	if err != nil {
		panic(err)
	}
	f.addr = listener.Addr().String()
	f.port = listener.Addr().(*net.TCPAddr).Port
	f.cookies = map[string]bool{}
	f.server = &http.Server{
		Handler:      f,
		ErrorLog:     quiet,
		TLSNextProto: map[string]func(*http.Server, *tls.Conn, http.Handler){},
		ConnState: func(_ net.Conn, state http.ConnState) {
			if state == http.StateNew {
				f.mu.Lock()
				f.conns++
				f.mu.Unlock()
			}
		},
	}
	go f.server.Serve(tls.NewListener(listener, f.tls))
}

// close ends the endpoint as a machine does that goes off: the port closes and nobody gets an answer any more.
func (f *front) close() {
	f.mu.Lock()
	server := f.server
	f.server = nil
	f.mu.Unlock()
	if server != nil {
		server.Close()
	}
}

func (f *front) endSessions() {
	f.mu.Lock()
	f.cookies = map[string]bool{}
	f.mu.Unlock()
}

func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if isRest(r.URL.Path) {
		f.serveRest(w, r)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	name := ""
	if found := methodName.FindSubmatch(body); found != nil {
		name = string(found[1])
	}
	f.mu.Lock()
	f.calls[name]++
	for _, cookie := range r.Cookies() {
		if !f.cookies[cookie.Value] {
			r.Header.Del("Cookie")
		}
	}
	f.mu.Unlock()
	restricted := false
	office.locked(func() { restricted = office.restricted && f.host != nil })
	if restricted && writeMethod.MatchString(name) {
		w.WriteHeader(http.StatusInternalServerError)
		io.WriteString(w, restrictedFault)
		return
	}
	if f.host == nil && writeMethod.MatchString(name) && office.isLost(body) {
		w.WriteHeader(http.StatusInternalServerError)
		io.WriteString(w, lostFault)
		return
	}
	if f.host != nil {
		body = f.host.in(body)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	r.ContentLength = int64(len(body))
	answer := httptest.NewRecorder()
	f.service.ServeHTTP(answer, r)
	f.remember(answer.Result().Cookies())
	for key, values := range answer.Header() {
		w.Header()[key] = values
	}
	out := answer.Body.Bytes()
	if f.host != nil {
		out = f.host.out(out)
	}
	w.Header().Del("Content-Length")
	w.WriteHeader(answer.Code)
	w.Write(out)
}

func (f *front) remember(cookies []*http.Cookie) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, cookie := range cookies {
		f.cookies[cookie.Value] = true
	}
}

func (h *hostIds) in(body []byte) []byte {
	body = vmIn.ReplaceAll(body, []byte("${1}vm-$2<"))
	body = bytes.ReplaceAll(body, []byte(">ha-host<"), []byte(">"+h.host+"<"))
	return bytes.ReplaceAll(body, []byte(">ha-folder-root<"), []byte(">"+h.root+"<"))
}

func (h *hostIds) out(body []byte) []byte {
	for _, pair := range [][2]string{
		{">" + h.host + "<", ">ha-host<"},
		{">" + h.root + "<", ">ha-folder-root<"},
		{">group-d1<", ">ha-folder-root<"},
		{"<apiType>VirtualCenter<", "<apiType>HostAgent<"},
		// Whom vCenter has lost is not lost to itself.
		{">disconnected<", ">connected<"},
		{"<productLineId>vpx<", "<productLineId>embeddedEsx<"},
		{"VMware vCenter Server", "VMware ESXi"},
	} {
		body = bytes.ReplaceAll(body, []byte(pair[0]), []byte(pair[1]))
	}
	body = parentOut.ReplaceAll(body, []byte(` type="ComputeResource">ha-compute-res<`))
	return vmOut.ReplaceAll(body, []byte("${1}$2<"))
}

const restrictedFault = faultHead + `Current license or ESXi version prohibits execution of the requested operation.</faultstring><detail><RestrictedVersionFault xmlns="urn:vim25" xsi:type="RestrictedVersion"></RestrictedVersionFault>` + faultEnd

const lostFault = faultHead + `Unable to communicate with the remote host, since it is disconnected.</faultstring><detail><HostNotConnectedFault xmlns="urn:vim25" xsi:type="HostNotConnected"></HostNotConnectedFault>` + faultEnd

const (
	faultHead = `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>`
	faultEnd = `</detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>`
)
