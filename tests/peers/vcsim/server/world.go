package main

import (
	"sync"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// One office: what really runs where. Every endpoint shows it, each in its own ids.
// Lock order: an object's lock in the registry first, then mu; mu is never held while the registry is called.
type world struct {
	mu         sync.Mutex
	opts       options
	vms        []*vmTruth
	hosts      []*hostTruth
	cluster    *cluster
	vcenter    *front
	restricted bool
	retreat    bool
	content    types.ServiceContent
}

type vmTruth struct {
	name     string
	object   *virtualMachine
	host     *hostTruth
	power    types.VirtualMachinePowerState
	tools    bool
	hang     bool
	stopping bool
	agent    bool
	vcenter  bool
	template bool
	question string
	lost     bool
	// Fault tolerance: the shadow that runs the same guest, or that this is one.
	shadow   *vmTruth
	isShadow bool
}

type hostTruth struct {
	name        string
	object      *hostSystem
	on          bool
	maintenance bool
	entering    bool
	// vCenter has lost it: it goes on, and answers for itself only.
	lost  bool
	front *front
}

const (
	on        = types.VirtualMachinePowerStatePoweredOn
	off       = types.VirtualMachinePowerStatePoweredOff
	suspended = types.VirtualMachinePowerStateSuspended
)

var office *world

func (w *world) locked(f func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f()
}

func (w *world) vm(name string) *vmTruth {
	for _, vm := range w.vms {
		if vm.name == name {
			return vm
		}
	}
	return nil
}

func (w *world) host(name string) *hostTruth {
	for _, h := range w.hosts {
		if h.name == name {
			return h
		}
	}
	return nil
}

// setPower changes the truth and shows it; what hangs on it follows.
func (w *world) setPower(vm *vmTruth, power types.VirtualMachinePowerState) {
	w.locked(func() {
		vm.power = power
		vm.stopping = false
	})
	vm.publish()
	if vm.vcenter {
		w.refreshVcenter()
	}
	if vm.agent && power == off {
		go w.restartAgent(vm)
	}
	if vm.shadow != nil {
		w.setPower(vm.shadow, power)
	}
}

// vCenter lives while its VM runs; without such a VM it lives for ever.
func (w *world) refreshVcenter() {
	up := true
	w.locked(func() {
		for _, vm := range w.vms {
			if vm.vcenter {
				up = vm.power == on && vm.host.on
			}
		}
	})
	if !up {
		w.vcenter.close()
		return
	}
	go func() {
		time.Sleep(w.opts.boot)
		still := false
		w.locked(func() {
			still = true
			for _, vm := range w.vms {
				if vm.vcenter && (vm.power != on || !vm.host.on) {
					still = false
				}
			}
		})
		if still {
			w.vcenter.open()
		}
	}()
}

// vCenter starts its cluster agents again as long as it lives.
func (w *world) restartAgent(vm *vmTruth) {
	time.Sleep(w.opts.boot)
	start := false
	w.locked(func() {
		start = !w.retreat && w.vcenter.isOpen() && vm.power == off && vm.host.on && !vm.host.maintenance
	})
	if start {
		w.setPower(vm, on)
	}
}

func (w *world) hostOff(h *hostTruth) {
	var dead []*vmTruth
	var all []*vmTruth
	w.locked(func() {
		h.on = false
		h.entering = false
		for _, vm := range w.vms {
			if vm.host != h {
				continue
			}
			all = append(all, vm)
			if vm.power == on {
				vm.power = off
				vm.stopping = false
				dead = append(dead, vm)
			}
		}
	})
	h.front.close()
	h.publish()
	for _, vm := range all {
		vm.publish()
	}
	w.refreshVcenter()
	go w.failover(h, dead)
}

// HA starts elsewhere what it believes to be running, unless its host monitoring is off.
func (w *world) failover(lost *hostTruth, dead []*vmTruth) {
	time.Sleep(w.opts.boot)
	if !w.cluster.restartsVms() {
		return
	}
	for _, vm := range dead {
		var target *hostTruth
		w.locked(func() {
			for _, h := range w.hosts {
				if h != lost && h.on && !h.maintenance && !h.entering {
					target = h
				}
			}
		})
		if target == nil {
			return
		}
		w.move(vm, target)
		w.setPower(vm, on)
	}
}

func (w *world) move(vm *vmTruth, target *hostTruth) {
	source := vm.host
	w.locked(func() { vm.host = target })
	ref := vm.object.Self
	simulator.Map.WithLock(source.object, func() { simulator.RemoveReference(&source.object.Vm, ref) })
	simulator.Map.WithLock(target.object, func() { target.object.Vm = append(target.object.Vm, ref) })
	vm.publish()
}

// remove takes a VM out of every list that shows it.
func (w *world) remove(vm *vmTruth) {
	ref := vm.object.Self
	w.locked(func() {
		for i, one := range w.vms {
			if one == vm {
				w.vms = append(w.vms[:i:i], w.vms[i+1:]...)
			}
		}
	})
	for _, parent := range []types.ManagedObjectReference{*vm.object.Parent, *vm.object.ResourcePool, vm.host.object.Self} {
		simulator.Map.WithLock(parent, func() {
			switch list := simulator.Map.Get(parent).(type) {
			case *simulator.Folder:
				simulator.RemoveReference(&list.ChildEntity, ref)
			case *simulator.ResourcePool:
				simulator.RemoveReference(&list.Vm, ref)
			case *hostSystem:
				simulator.RemoveReference(&list.Vm, ref)
			}
		})
	}
	simulator.Map.Remove(ref)
}

func (w *world) hostOn(h *hostTruth) {
	w.locked(func() { h.on = true })
	h.front.open()
	h.publish()
	for _, vm := range w.vms {
		if vm.host == h {
			vm.publish()
		}
	}
	w.refreshVcenter()
}

func (w *world) runningOn(h *hostTruth) int {
	count := 0
	w.locked(func() {
		for _, vm := range w.vms {
			if vm.host == h && vm.power == on {
				count++
			}
		}
	})
	return count
}
