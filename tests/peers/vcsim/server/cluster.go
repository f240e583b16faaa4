package main

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

type cluster struct {
	simulator.ClusterComputeResource
	// So many changes of its settings are still to be refused, as while another one is going on.
	refusals int
}

func (c *cluster) restartsVms() bool {
	restarts := false
	simulator.Map.WithLock(c, func() {
		das := c.ConfigurationEx.(*types.ClusterConfigInfoEx).DasConfig
		restarts = das.Enabled != nil && *das.Enabled && das.HostMonitoring != string(types.ClusterDasConfigInfoServiceStateDisabled)
	})
	return restarts
}

// ReconfigureComputeResourceTask stores what the spec names and leaves the rest, which is what `modify` means.
func (c *cluster) ReconfigureComputeResourceTask(req *types.ReconfigureComputeResource_Task) soap.HasFault {
	task := startTask(c.Self, "reconfigureCluster", func() types.BaseMethodFault {
		spec, ok := req.Spec.(*types.ClusterConfigSpecEx)
		if !ok || !req.Modify {
			return new(types.InvalidArgument)
		}
		refused := false
		simulator.Map.WithLock(c, func() {
			if refused = c.refusals > 0; refused {
				c.refusals--
				return
			}
			config := *c.ConfigurationEx.(*types.ClusterConfigInfoEx)
			if das := spec.DasConfig; das != nil {
				if das.Enabled != nil {
					config.DasConfig.Enabled = das.Enabled
				}
				if das.AdmissionControlEnabled != nil {
					config.DasConfig.AdmissionControlEnabled = das.AdmissionControlEnabled
				}
				if das.HostMonitoring != "" {
					config.DasConfig.HostMonitoring = das.HostMonitoring
				}
			}
			if drs := spec.DrsConfig; drs != nil {
				if drs.Enabled != nil {
					config.DrsConfig.Enabled = drs.Enabled
				}
				if drs.DefaultVmBehavior != "" {
					config.DrsConfig.DefaultVmBehavior = drs.DefaultVmBehavior
				}
			}
			c.ConfigurationEx = &config
		})
		if refused {
			return new(types.TaskInProgress)
		}
		return nil
	})
	return &methods.ReconfigureComputeResource_TaskBody{Res: &types.ReconfigureComputeResource_TaskResponse{Returnval: task}}
}
