// Tries a vSphere endpoint with govmomi, an independent and strictly typed client: reads every object whole, then shuts a guest
// down, powers a VM off, changes the cluster and enters maintenance mode, waiting for each through the property collector.
// Usage: govmomi-caller URL (user and password in the environment: CALLER_USER, CALLER_PASSWORD). Prints one JSON document.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"

	"github.com/vmware/govmomi"
	"github.com/vmware/govmomi/find"
	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/property"
	"github.com/vmware/govmomi/view"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

type report struct {
	API      string            `json:"api"`
	VMs      map[string]string `json:"vms"`
	Tools    map[string]string `json:"tools"`
	Hosts    map[string]string `json:"hosts"`
	Clusters map[string]string `json:"clusters"`
	Paths    []string          `json:"paths"`
	Done     []string          `json:"done"`
	Refused  map[string]string `json:"refused"`
}

func check(what string, err error) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", what, err)
		os.Exit(1)
	}
}

func main() {
	ctx := context.Background()
	address, err := url.Parse(os.Args[1])
	check("address", err)
	address.User = url.UserPassword(os.Getenv("CALLER_USER"), os.Getenv("CALLER_PASSWORD"))
	client, err := govmomi.NewClient(ctx, address, true)
	check("login", err)
	out := report{
		API: client.ServiceContent.About.ApiType, VMs: map[string]string{}, Tools: map[string]string{},
		Hosts: map[string]string{}, Clusters: map[string]string{}, Refused: map[string]string{},
	}
	read(ctx, client, &out)
	if len(os.Args) > 2 && os.Args[2] == "act" {
		act(ctx, client, &out)
	}
	check("logout", client.Logout(ctx))
	check("print", json.NewEncoder(os.Stdout).Encode(out))
}

func read(ctx context.Context, client *govmomi.Client, out *report) {
	manager := view.NewManager(client.Client)
	all, err := manager.CreateContainerView(ctx, client.ServiceContent.RootFolder, nil, true)
	check("view", err)
	var vms []mo.VirtualMachine
	check("vms", all.Retrieve(ctx, []string{"VirtualMachine"}, nil, &vms))
	for _, vm := range vms {
		out.VMs[vm.Name] = string(vm.Runtime.PowerState)
		out.Tools[vm.Name] = vm.Guest.ToolsRunningStatus
	}
	var hosts []mo.HostSystem
	check("hosts", all.Retrieve(ctx, []string{"HostSystem"}, nil, &hosts))
	for _, host := range hosts {
		out.Hosts[host.Name] = string(host.Runtime.ConnectionState)
	}
	var clusters []mo.ClusterComputeResource
	check("clusters", all.Retrieve(ctx, []string{"ClusterComputeResource"}, nil, &clusters))
	for _, cluster := range clusters {
		configuration := cluster.ConfigurationEx.(*types.ClusterConfigInfoEx)
		out.Clusters[cluster.Name] = configuration.DasConfig.HostMonitoring + " " + string(configuration.DrsConfig.DefaultVmBehavior)
	}
	for _, kind := range []string{"Folder", "Datacenter", "ResourcePool", "Datastore"} {
		var entities []mo.ManagedEntity
		check(kind, all.Retrieve(ctx, []string{kind}, []string{"name", "parent"}, &entities))
	}
	check("destroy view", all.Destroy(ctx))
	found, err := find.NewFinder(client.Client).VirtualMachineList(ctx, "/...")
	if err == nil {
		for _, vm := range found {
			out.Paths = append(out.Paths, vm.InventoryPath)
		}
	}
}

func act(ctx context.Context, client *govmomi.Client, out *report) {
	search := object.NewSearchIndex(client.Client)
	vm := func(ip string) *object.VirtualMachine {
		found, err := search.FindByIp(ctx, nil, ip, true)
		check("find "+ip, err)
		return found.(*object.VirtualMachine)
	}
	web := vm("192.0.2.25")
	check("shut guest down", web.ShutdownGuest(ctx))
	check("wait for off", web.WaitForPowerState(ctx, types.VirtualMachinePowerStatePoweredOff))
	out.Done = append(out.Done, "shutdownGuest")
	if err := web.ShutdownGuest(ctx); soap.IsSoapFault(err) {
		out.Refused["shutdownGuest"] = fmt.Sprintf("%T", soap.ToSoapFault(err).VimFault())
	}
	task, err := vm("192.0.2.22").PowerOff(ctx)
	check("power off", err)
	check("wait for power off", task.Wait(ctx))
	out.Done = append(out.Done, "powerOff")
	again, err := web.PowerOff(ctx)
	check("power off again", err)
	if err := again.Wait(ctx); err != nil {
		out.Refused["powerOff"] = err.Error()
	}
	on, err := web.PowerOn(ctx)
	check("power on", err)
	check("wait for power on", on.Wait(ctx))
	out.Done = append(out.Done, "powerOn")

	manager := view.NewManager(client.Client)
	all, err := manager.CreateContainerView(ctx, client.ServiceContent.RootFolder, nil, true)
	check("view", err)
	var clusters []mo.ClusterComputeResource
	check("clusters", all.Retrieve(ctx, []string{"ClusterComputeResource"}, []string{"name"}, &clusters))
	spec := &types.ClusterConfigSpecEx{
		DasConfig: &types.ClusterDasConfigInfo{HostMonitoring: "disabled"},
		DrsConfig: &types.ClusterDrsConfigInfo{DefaultVmBehavior: types.DrsBehaviorManual},
	}
	reconfigured, err := object.NewClusterComputeResource(client.Client, clusters[0].Reference()).Reconfigure(ctx, spec, true)
	check("reconfigure", err)
	check("wait for reconfigure", reconfigured.Wait(ctx))
	out.Done = append(out.Done, "reconfigure")

	var hosts []mo.HostSystem
	check("hosts", all.Retrieve(ctx, []string{"HostSystem"}, []string{"name", "vm"}, &hosts))
	host := object.NewHostSystem(client.Client, hosts[1].Reference())
	maintenance, err := host.EnterMaintenanceMode(ctx, 5, false, nil)
	check("enter maintenance mode", err)
	if err := maintenance.Wait(ctx); err != nil {
		out.Refused["enterMaintenanceMode"] = err.Error()
	}
	var one mo.HostSystem
	check("read host", property.DefaultCollector(client.Client).RetrieveOne(ctx, host.Reference(), []string{"runtime"}, &one))
	if !one.Runtime.InMaintenanceMode {
		out.Done = append(out.Done, "stillOut")
	}
}
