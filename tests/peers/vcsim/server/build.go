package main

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"sort"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

const vcenterAddress = "192.0.2.10"

// build makes the office with stock means and then puts the extended objects in the place of the stock ones.
func build(model *simulator.Model, opts options, config *tls.Config) *world {
	extra := opts.agents
	if opts.vcenterVM {
		extra++
	}
	if opts.template {
		extra++
	}
	model.Host = 0
	model.ClusterHost = opts.hosts
	model.Machine = opts.vms + extra
	check(model.Create())
	w := &world{opts: opts}
	office = w
	instance := simulator.Map.Get(types.ManagedObjectReference{Type: "ServiceInstance", Value: "ServiceInstance"}).(*simulator.ServiceInstance)
	w.content = instance.Content
	model.Service.Listen = login(opts)
	model.Service.RegisterEndpoints = true
	model.Service.NewServer()

	w.wrapCluster(opts)
	w.wrapHosts()
	w.wrapVms(opts)
	stock := simulator.Map.Get(w.content.PropertyCollector).(*simulator.PropertyCollector)
	paged := &collector{}
	paged.Self = stock.Self
	simulator.Map.Put(paged)

	newFront := func(ids *hostIds) *front {
		f := &front{addr: "127.0.0.1:0", tls: config, service: http.Handler(model.Service.ServeMux), host: ids, calls: map[string]int{}}
		f.open()
		return f
	}
	w.vcenter = newFront(nil)
	for _, h := range w.hosts {
		h.front = newFront(&hostIds{h.object.Self.Value, directRoot(h)})
	}
	for _, vm := range w.vms {
		vm.publish()
	}
	return w
}

func sorted(kind string) []mo.Entity {
	all := simulator.Map.All(kind)
	sort.Slice(all, func(i, j int) bool { return number(all[i]) < number(all[j]) })
	return all
}

func number(e mo.Entity) int {
	n := 0
	fmt.Sscanf(e.Entity().Self.Value[len(prefix(e.Entity().Self.Value)):], "%d", &n)
	return n
}

func prefix(id string) string {
	for i := len(id) - 1; i >= 0; i-- {
		if id[i] == '-' {
			return id[:i+1]
		}
	}
	return ""
}

func (w *world) wrapCluster(opts options) {
	stock := sorted("ClusterComputeResource")[0].(*simulator.ClusterComputeResource)
	w.cluster = &cluster{ClusterComputeResource: *stock}
	info := w.cluster.ConfigurationEx.(*types.ClusterConfigInfoEx)
	info.DasConfig.Enabled = types.NewBool(opts.ha)
	info.DasConfig.HostMonitoring = string(types.ClusterDasConfigInfoServiceStateEnabled)
	info.DasConfig.AdmissionControlEnabled = types.NewBool(true)
	info.DrsConfig.Enabled = types.NewBool(true)
	info.DrsConfig.DefaultVmBehavior = types.DrsBehaviorFullyAutomated
	simulator.Map.Put(w.cluster)
}

func (w *world) wrapHosts() {
	for i, entity := range sorted("HostSystem") {
		h := &hostSystem{*entity.(*simulator.HostSystem)}
		h.Name = fmt.Sprintf("esxi%02d.example.net", i+1)
		h.Summary.Config.Name = h.Name
		h.Summary.ManagementServerIp = vcenterAddress
		h.Config.LockdownMode = types.HostLockdownModeLockdownDisabled
		h.Vm = nil
		simulator.Map.Put(h)
		w.hosts = append(w.hosts, &hostTruth{name: h.Name, object: h, on: true})
	}
}

// Round robin over the hosts; names, tools and addresses as an office has them.
func (w *world) wrapVms(opts options) {
	for i, entity := range sorted("VirtualMachine") {
		vm := &virtualMachine{*entity.(*simulator.VirtualMachine)}
		t := &vmTruth{object: vm, host: w.hosts[i%len(w.hosts)], power: on, tools: true}
		address := fmt.Sprintf("198.51.100.%d", i%250+1)
		switch n := i - opts.vms; {
		case n < 0:
			t.name = fmt.Sprintf("app%03d", i+1)
		case n < opts.agents:
			t.name = fmt.Sprintf("vCLS-%08x-0000-4000-8000-000000000000", n+1)
			t.agent = true
			t.tools = false
			vm.Config.ManagedBy = &types.ManagedByInfo{ExtensionKey: "com.vmware.vim.eam", Type: "cluster-agent"}
		case opts.vcenterVM && n == opts.agents:
			t.name = "vcenter"
			t.vcenter = true
			address = vcenterAddress
		default:
			t.name = "golden-image"
			t.template = true
			t.power = off
			vm.Config.Template = true
		}
		vm.Name, vm.Config.Name, vm.Summary.Config.Name = t.name, t.name, t.name
		vm.Runtime.Host = &t.host.object.Self
		vm.Guest.IpAddress = address
		vm.Guest.HostName = t.name + ".example.net"
		vm.Guest.Net = []types.GuestNicInfo{{Network: "VM Network", MacAddress: macOf(i), IpAddress: []string{address}}}
		vm.setMac(macOf(i))
		t.host.object.Vm = append(t.host.object.Vm, vm.Self)
		simulator.Map.Put(vm)
		w.vms = append(w.vms, t)
	}
}

// directRoot hangs the host below a root of its own, which is what its direct endpoint shows.
func directRoot(h *hostTruth) string {
	id := h.object.Self.Value
	pool := &mo.ResourcePool{}
	pool.Self = types.ManagedObjectReference{Type: "ResourcePool", Value: "ha-root-pool-" + id}
	resource := &mo.ComputeResource{Host: []types.ManagedObjectReference{h.object.Self}, ResourcePool: &pool.Self}
	resource.Self = types.ManagedObjectReference{Type: "ComputeResource", Value: "ha-compute-res-" + id}
	root := &simulator.Folder{}
	root.Self = types.ManagedObjectReference{Type: "Folder", Value: "ha-folder-root-" + id}
	root.Name = "ha-folder-root"
	root.ChildEntity = []types.ManagedObjectReference{resource.Self}
	simulator.Map.Put(pool)
	simulator.Map.Put(resource)
	simulator.Map.Put(root)
	return root.Self.Value
}
