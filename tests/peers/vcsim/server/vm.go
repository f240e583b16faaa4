package main

import (
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// The embedded type stands by value: the property collector digs for the managed object through first fields.
type virtualMachine struct {
	simulator.VirtualMachine
}

func (vm *virtualMachine) truth() *vmTruth {
	for _, one := range office.vms {
		if one.object.Self == vm.Self {
			return one
		}
	}
	return nil
}

func (t *vmTruth) publish() {
	simulator.Map.WithLock(t.object, t.publishLocked)
}

func (t *vmTruth) publishLocked() {
	connection := types.VirtualMachineConnectionStateConnected
	tools := types.VirtualMachineToolsRunningStatusGuestToolsNotRunning
	var power types.VirtualMachinePowerState
	var host types.ManagedObjectReference
	var question *types.VirtualMachineQuestionInfo
	office.locked(func() {
		power = t.power
		host = t.host.object.Self
		if t.tools && t.power == on {
			tools = types.VirtualMachineToolsRunningStatusGuestToolsRunning
		}
		if !t.host.on || t.lost {
			connection = types.VirtualMachineConnectionStateDisconnected
			power = t.object.Runtime.PowerState // vCenter keeps showing what it saw last
		}
		if t.host.lost {
			connection = types.VirtualMachineConnectionStateDisconnected
		}
		if t.question != "" {
			question = &types.VirtualMachineQuestionInfo{Id: "1", Text: t.question}
		}
	})
	changes := []types.PropertyChange{
		{Name: "runtime.powerState", Val: power},
		{Name: "summary.runtime.powerState", Val: power},
		{Name: "runtime.connectionState", Val: connection},
		{Name: "runtime.host", Val: host},
		{Name: "guest.toolsRunningStatus", Val: string(tools)},
	}
	simulator.Map.Update(t.object, changes)
	t.object.Runtime.Question = question
}

// startTask gives the task back at once and ends it in the background, as vSphere does.
func startTask(self types.ManagedObjectReference, name string, run func() types.BaseMethodFault) types.ManagedObjectReference {
	task := simulator.CreateTask(self, name, nil)
	set := func(changes ...types.PropertyChange) {
		simulator.Map.WithLock(task, func() { simulator.Map.Update(task, changes) })
	}
	set(types.PropertyChange{Name: "info.state", Val: types.TaskInfoStateRunning})
	go func() {
		fault := run()
		if fault == nil {
			set(types.PropertyChange{Name: "info.state", Val: types.TaskInfoStateSuccess})
			return
		}
		set(
			types.PropertyChange{Name: "info.error", Val: types.LocalizedMethodFault{Fault: fault, LocalizedMessage: "refused by the peer"}},
			types.PropertyChange{Name: "info.state", Val: types.TaskInfoStateError},
		)
	}()
	return task.Self
}

func invalidPower(requested, existing types.VirtualMachinePowerState) *types.InvalidPowerState {
	return &types.InvalidPowerState{RequestedState: requested, ExistingState: existing}
}

// ShutdownGuest tells the guest and returns; the guest takes its time, or hangs.
func (vm *virtualMachine) ShutdownGuest(*types.ShutdownGuest) soap.HasFault {
	body := new(methods.ShutdownGuestBody)
	t := vm.truth()
	var fault types.BaseMethodFault
	office.locked(func() {
		switch {
		case t.isShadow:
			fault = new(types.NotSupported)
		case t.question != "":
			fault = new(types.QuestionPending)
		case t.power != on:
			fault = invalidPower(on, t.power)
		case !t.tools:
			fault = new(types.ToolsUnavailable)
		case t.stopping:
			fault = new(types.TaskInProgress)
		default:
			t.stopping = true
		}
	})
	if fault != nil {
		body.Fault_ = simulator.Fault("", fault)
		return body
	}
	go func() {
		time.Sleep(office.opts.guest)
		stop := false
		office.locked(func() { stop = t.stopping && !t.hang && t.power == on })
		if stop {
			office.setPower(t, off)
		}
	}()
	body.Res = new(types.ShutdownGuestResponse)
	return body
}

func (vm *virtualMachine) power(name string, wanted types.VirtualMachinePowerState, takes time.Duration, check func(*vmTruth) types.BaseMethodFault) types.ManagedObjectReference {
	t := vm.truth()
	return startTask(vm.Self, name, func() types.BaseMethodFault {
		var fault types.BaseMethodFault
		office.locked(func() {
			if t.template || t.isShadow {
				fault = new(types.NotSupported)
			} else if t.question != "" {
				fault = new(types.QuestionPending)
			} else if fault = check(t); fault == nil && t.power == wanted {
				fault = invalidPower(wanted, t.power)
			}
		})
		if fault != nil {
			return fault
		}
		time.Sleep(takes)
		isSoAlready := false
		office.locked(func() { isSoAlready = t.power == wanted })
		if isSoAlready { // its guest was quicker
			return invalidPower(wanted, wanted)
		}
		office.setPower(t, wanted)
		return nil
	})
}

func (vm *virtualMachine) PowerOnVMTask(*types.PowerOnVM_Task) soap.HasFault {
	task := vm.power("powerOn", on, 200*time.Millisecond, func(t *vmTruth) types.BaseMethodFault {
		if t.host.maintenance || t.host.entering {
			return new(types.InvalidState)
		}
		return nil
	})
	return &methods.PowerOnVM_TaskBody{Res: &types.PowerOnVM_TaskResponse{Returnval: task}}
}

func (vm *virtualMachine) PowerOffVMTask(*types.PowerOffVM_Task) soap.HasFault {
	task := vm.power("powerOff", off, 100*time.Millisecond, func(*vmTruth) types.BaseMethodFault { return nil })
	return &methods.PowerOffVM_TaskBody{Res: &types.PowerOffVM_TaskResponse{Returnval: task}}
}

func (vm *virtualMachine) SuspendVMTask(*types.SuspendVM_Task) soap.HasFault {
	task := vm.power("suspend", suspended, 500*time.Millisecond, func(t *vmTruth) types.BaseMethodFault {
		if t.power == off {
			return invalidPower(suspended, t.power)
		}
		return nil
	})
	return &methods.SuspendVM_TaskBody{Res: &types.SuspendVM_TaskResponse{Returnval: task}}
}
