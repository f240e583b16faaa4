package main

import (
	"encoding/json"
	"net/http"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

type vmState struct {
	Name  string `json:"name"`
	ID    string `json:"id"`
	Power string `json:"power"`
	Host  string `json:"host"`
	Tools bool   `json:"tools"`
	Hang  bool   `json:"hang"`
	Agent bool   `json:"agent"`
}

type hostState struct {
	Name        string         `json:"name"`
	ID          string         `json:"id"`
	On          bool           `json:"on"`
	Maintenance bool           `json:"maintenance"`
	Port        int            `json:"port"`
	Calls       map[string]int `json:"calls"`
	Connections int            `json:"connections"`
}

type officeState struct {
	VcenterUp   bool           `json:"vcenterUp"`
	Calls       map[string]int `json:"calls"`
	Connections int            `json:"connections"`
	Ha          bool           `json:"ha"`
	HaMonitor   string         `json:"haHostMonitoring"`
	Admission   bool           `json:"admissionControl"`
	Drs         string         `json:"drsBehavior"`
	Vms         []vmState      `json:"vms"`
	Hosts       []hostState    `json:"hosts"`
}

var words = map[types.VirtualMachinePowerState]string{on: "on", off: "off", suspended: "suspended"}

func (f *front) counted() (map[string]int, int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	calls := map[string]int{}
	for name, count := range f.calls {
		calls[name] = count
	}
	return calls, f.conns
}

func (w *world) state() officeState {
	state := officeState{VcenterUp: w.vcenter.isOpen()}
	state.Calls, state.Connections = w.vcenter.counted()
	simulator.Map.WithLock(w.cluster, func() {
		config := w.cluster.ConfigurationEx.(*types.ClusterConfigInfoEx)
		state.Ha = config.DasConfig.Enabled != nil && *config.DasConfig.Enabled
		state.HaMonitor = config.DasConfig.HostMonitoring
		state.Admission = config.DasConfig.AdmissionControlEnabled != nil && *config.DasConfig.AdmissionControlEnabled
		state.Drs = string(config.DrsConfig.DefaultVmBehavior)
	})
	w.locked(func() {
		for _, vm := range w.vms {
			state.Vms = append(state.Vms, vmState{vm.name, vm.object.Self.Value, words[vm.power], vm.host.name, vm.tools, vm.hang, vm.agent})
		}
		for _, h := range w.hosts {
			calls, conns := h.front.counted()
			state.Hosts = append(state.Hosts, hostState{h.name, h.object.Self.Value, h.on, h.maintenance, h.front.port, calls, conns})
		}
	})
	return state
}

// The hands of a test: what people, power cuts and sick guests do to an office.
func (w *world) control() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/state", func(rw http.ResponseWriter, _ *http.Request) { json.NewEncoder(rw).Encode(w.state()) })
	vm := func(path string, act func(*vmTruth, string)) {
		mux.HandleFunc(path, func(rw http.ResponseWriter, r *http.Request) {
			one := w.vm(r.URL.Query().Get("vm"))
			if one == nil {
				http.Error(rw, "no such vm", http.StatusNotFound)
				return
			}
			act(one, r.URL.Query().Get("is"))
		})
	}
	set := func(change func(*vmTruth, string)) func(*vmTruth, string) {
		return func(one *vmTruth, is string) {
			w.locked(func() { change(one, is) })
			one.publish()
		}
	}
	vm("/hang", set(func(one *vmTruth, is string) { one.hang = is != "no" }))
	vm("/tools", set(func(one *vmTruth, is string) { one.tools = is != "no" }))
	vm("/lost", set(func(one *vmTruth, is string) { one.lost = is != "no" }))
	vm("/question", set(func(one *vmTruth, is string) { one.question = is }))
	vm("/remove", func(one *vmTruth, _ string) { w.remove(one) })
	vm("/power", func(one *vmTruth, is string) {
		w.setPower(one, map[string]types.VirtualMachinePowerState{"on": on, "off": off, "suspended": suspended}[is])
	})
	w.handleIdentity(mux, vm)
	host := func(path string, act func(*hostTruth)) {
		mux.HandleFunc(path, func(rw http.ResponseWriter, r *http.Request) {
			one := w.host(r.URL.Query().Get("host"))
			if one == nil {
				http.Error(rw, "no such host", http.StatusNotFound)
				return
			}
			act(one)
		})
	}
	vm("/migrate", func(one *vmTruth, is string) { w.move(one, w.host(is)) })
	vm("/shadow", func(one *vmTruth, is string) { w.protect(one, w.vm(is)) })
	host("/host/lost", w.hostLost)
	w.handleCluster(mux)
	host("/host/on", w.hostOn)
	host("/host/off", w.hostOff)
	mux.HandleFunc("/vcenter/off", func(http.ResponseWriter, *http.Request) { w.vcenter.close() })
	mux.HandleFunc("/vcenter/on", func(http.ResponseWriter, *http.Request) { w.vcenter.open() })
	mux.HandleFunc("/sessions/end", func(http.ResponseWriter, *http.Request) {
		w.vcenter.endSessions()
		for _, h := range w.hosts {
			h.front.endSessions()
		}
	})
	mux.HandleFunc("/retreat", func(_ http.ResponseWriter, r *http.Request) {
		w.locked(func() { w.retreat = r.URL.Query().Get("is") != "no" })
	})
	mux.HandleFunc("/restricted", func(_ http.ResponseWriter, r *http.Request) {
		w.locked(func() { w.restricted = r.URL.Query().Get("is") != "no" })
		w.showLicence()
	})
	return mux
}

func (w *world) showLicence() {
	licence := simulator.EvalLicense
	w.locked(func() {
		if w.restricted {
			licence.EditionKey = "esxBasic"
			licence.Name = "vSphere Hypervisor"
		}
	})
	manager := simulator.Map.Get(*w.content.LicenseManager)
	simulator.Map.WithLock(manager, func() {
		simulator.Map.Update(manager, []types.PropertyChange{{Name: "licenses", Val: []types.LicenseManagerLicenseInfo{licence}}})
	})
}
