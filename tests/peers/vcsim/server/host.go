package main

import (
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

type hostSystem struct {
	simulator.HostSystem
}

func (h *hostSystem) truth() *hostTruth {
	for _, one := range office.hosts {
		if one.object.Self == h.Self {
			return one
		}
	}
	return nil
}

func (t *hostTruth) publish() {
	simulator.Map.WithLock(t.object, func() {
		connection := types.HostSystemConnectionStateConnected
		maintenance := false
		office.locked(func() {
			maintenance = t.maintenance
			if t.lost {
				connection = types.HostSystemConnectionStateDisconnected
			}
			if !t.on {
				connection = types.HostSystemConnectionStateNotResponding
			}
		})
		simulator.Map.Update(t.object, []types.PropertyChange{
			{Name: "runtime.connectionState", Val: connection},
			{Name: "runtime.inMaintenanceMode", Val: maintenance},
		})
	})
}

// EnterMaintenanceModeTask runs until no VM is on, and fails when that takes too long. Meanwhile nothing can be started there.
func (h *hostSystem) EnterMaintenanceModeTask(req *types.EnterMaintenanceMode_Task) soap.HasFault {
	t := h.truth()
	limit := time.Duration(req.Timeout) * time.Second
	task := startTask(h.Self, "enterMaintenanceMode", func() types.BaseMethodFault {
		office.locked(func() { t.entering = true })
		defer office.locked(func() { t.entering = false })
		for begun := time.Now(); office.runningOn(t) > 0; time.Sleep(50 * time.Millisecond) {
			if limit > 0 && time.Since(begun) > limit {
				return new(types.Timedout)
			}
		}
		office.locked(func() { t.maintenance = true })
		t.publish()
		return nil
	})
	return &methods.EnterMaintenanceMode_TaskBody{Res: &types.EnterMaintenanceMode_TaskResponse{Returnval: task}}
}

func (h *hostSystem) ExitMaintenanceModeTask(*types.ExitMaintenanceMode_Task) soap.HasFault {
	t := h.truth()
	task := startTask(h.Self, "exitMaintenanceMode", func() types.BaseMethodFault {
		office.locked(func() { t.maintenance = false })
		t.publish()
		return nil
	})
	return &methods.ExitMaintenanceMode_TaskBody{Res: &types.ExitMaintenanceMode_TaskResponse{Returnval: task}}
}

// ShutdownHostTask: without maintenance mode only by force. The host stops answering; who asked it directly never hears of success.
func (h *hostSystem) ShutdownHostTask(req *types.ShutdownHost_Task) soap.HasFault {
	t := h.truth()
	task := startTask(h.Self, "shutdownHost", func() types.BaseMethodFault {
		refused := false
		office.locked(func() { refused = !req.Force && !t.maintenance })
		if refused {
			return new(types.InvalidState)
		}
		time.Sleep(office.opts.host)
		office.hostOff(t)
		return nil
	})
	return &methods.ShutdownHost_TaskBody{Res: &types.ShutdownHost_TaskResponse{Returnval: task}}
}
