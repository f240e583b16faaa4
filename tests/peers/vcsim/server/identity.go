package main

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/types"
)

// What tells which machine a VM is: its cards, its addresses, its place, and what vCenter and its hosts say of vCenter's own address.

func macOf(i int) string {
	return fmt.Sprintf("00:50:56:00:%02x:%02x", i/256, i%256)
}

// setMac gives the VM's virtual hardware the address that its guest tells as well. The model's VMs share one card.
func (vm *virtualMachine) setMac(mac string) {
	devices := append(object.VirtualDeviceList{}, vm.Config.Hardware.Device...)
	for i, device := range devices {
		if card, ok := device.(*types.VirtualE1000); ok {
			own := *card
			own.MacAddress = mac
			devices[i] = &own
		}
	}
	vm.Config.Hardware.Device = devices
}

func (t *vmTruth) change(edit func(vm *virtualMachine)) {
	simulator.Map.WithLock(t.object, func() { edit(t.object) })
}

// handleIdentity: `is` empty means that nothing tells it any more.
func (w *world) handleIdentity(mux *http.ServeMux, vm func(string, func(*vmTruth, string))) {
	vm("/address", func(t *vmTruth, is string) {
		t.change(func(vm *virtualMachine) {
			vm.Guest.IpAddress = is
			if is == "" {
				vm.Guest.Net = nil
			} else {
				vm.Guest.Net[0].IpAddress = []string{is}
			}
		})
	})
	vm("/rename", func(t *vmTruth, is string) { t.change(func(vm *virtualMachine) { vm.Name = is }) })
	vm("/hostname", func(t *vmTruth, is string) { t.change(func(vm *virtualMachine) { vm.Guest.HostName = is }) })
	vm("/vpn", func(t *vmTruth, is string) {
		t.change(func(vm *virtualMachine) {
			vm.Guest.Net = append(vm.Guest.Net, types.GuestNicInfo{MacAddress: is, DeviceConfigId: -1})
		})
	})
	vm("/tag", w.tag)
	mux.HandleFunc("/rest", func(_ http.ResponseWriter, r *http.Request) {
		w.locked(func() { restKind = r.URL.Query().Get("is") })
	})
	vm("/vapp", func(t *vmTruth, is string) { w.intoVApp(t, is) })
	mux.HandleFunc("/setting", func(_ http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		manager := simulator.Map.Get(*w.content.Setting).(*simulator.OptionManager)
		simulator.Map.WithLock(manager, func() {
			option := &types.OptionValue{Key: query.Get("name"), Value: query.Get("is")}
			manager.UpdateOptions(&types.UpdateOptions{ChangedValue: []types.BaseOptionValue{option}})
		})
	})
	mux.HandleFunc("/manager", func(_ http.ResponseWriter, r *http.Request) {
		for _, h := range w.hosts {
			simulator.Map.WithLock(h.object, func() { h.object.Summary.ManagementServerIp = r.URL.Query().Get("is") })
		}
	})
}

// intoVApp puts a VM into a vApp below the cluster's pool, or into one within others (`Outer/Inner`); it then has no folder of its own.
func (w *world) intoVApp(t *vmTruth, path string) {
	var ref types.ManagedObjectReference
	for depth, name := range strings.Split(path, "/") {
		outer := ref
		ref = w.newVApp(name)
		if depth == 0 {
			continue
		}
		inner := simulator.Map.Get(ref).(*simulator.VirtualApp)
		simulator.Map.WithLock(inner, func() {
			inner.Parent = &outer
			inner.ParentFolder = nil
		})
	}
	t.change(func(vm *virtualMachine) {
		vm.ParentVApp = &ref
		vm.Parent = nil
	})
}

func (w *world) newVApp(name string) types.ManagedObjectReference {
	pool := simulator.Map.Get(*w.cluster.ResourcePool).(*simulator.ResourcePool)
	config := types.VAppConfigSpec{}
	made := pool.CreateVApp(&types.CreateVApp{Name: name, ResSpec: types.DefaultResourceConfigSpec(), ConfigSpec: config})
	return made.(*methods.CreateVAppBody).Res.Returnval
}
