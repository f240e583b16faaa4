package main

import (
	"bytes"
	"fmt"
	"net/http"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// protect makes a fault-tolerant pair: one guest in two VMs, of which the second lives and stops with the first and takes no orders.
func (w *world) protect(t, shadow *vmTruth) {
	w.locked(func() {
		t.shadow = shadow
		shadow.isShadow = true
	})
	uuids := []string{t.object.Config.InstanceUuid, shadow.object.Config.InstanceUuid}
	show := func(one *vmTruth, role int32) {
		one.change(func(vm *virtualMachine) {
			vm.Config.FtInfo = &types.FaultToleranceConfigInfo{Role: role, InstanceUuids: uuids}
		})
	}
	show(t, 1)
	show(shadow, 2)
}

// hostLost cuts vCenter off from a host that goes on by itself.
func (w *world) hostLost(h *hostTruth) {
	var all []*vmTruth
	w.locked(func() {
		h.lost = true
		for _, vm := range w.vms {
			if vm.host == h {
				all = append(all, vm)
			}
		}
	})
	h.publish()
	for _, vm := range all {
		vm.publish()
	}
}

// isLost tells whether a request to vCenter is about a host that it has lost, or about a VM there.
func (w *world) isLost(body []byte) bool {
	lost := false
	names := func(ref types.ManagedObjectReference) bool { return bytes.Contains(body, []byte(">"+ref.Value+"<")) }
	w.locked(func() {
		for _, vm := range w.vms {
			lost = lost || (vm.host.lost && (names(vm.object.Self) || names(vm.host.object.Self)))
		}
	})
	return lost
}

func (w *world) handleCluster(mux *http.ServeMux) {
	mux.HandleFunc("/cluster/drs", func(_ http.ResponseWriter, r *http.Request) {
		simulator.Map.WithLock(w.cluster, func() {
			config := *w.cluster.ConfigurationEx.(*types.ClusterConfigInfoEx)
			config.DrsConfig.DefaultVmBehavior = types.DrsBehavior(r.URL.Query().Get("is"))
			w.cluster.ConfigurationEx = &config
		})
	})
	mux.HandleFunc("/cluster/refuse", func(_ http.ResponseWriter, r *http.Request) {
		simulator.Map.WithLock(w.cluster, func() { fmt.Sscan(r.URL.Query().Get("is"), &w.cluster.refusals) })
	})
}
