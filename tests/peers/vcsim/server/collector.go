package main

import (
	"fmt"
	"sync"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// The stock collector gives everything at once; real ones give pages.
type collector struct {
	simulator.PropertyCollector
}

var pages = struct {
	sync.Mutex
	count int
	rest  map[string]page
}{rest: map[string]page{}}

type page struct {
	size    int
	objects []types.ObjectContent
}

func cut(all page) *types.RetrieveResult {
	if all.size <= 0 || len(all.objects) <= all.size {
		return &types.RetrieveResult{Objects: all.objects}
	}
	pages.Lock()
	defer pages.Unlock()
	pages.count++
	token := fmt.Sprintf("%d", pages.count)
	pages.rest[token] = page{all.size, all.objects[all.size:]}
	return &types.RetrieveResult{Token: token, Objects: all.objects[:all.size]}
}

func (c *collector) RetrievePropertiesEx(ctx *simulator.Context, req *types.RetrievePropertiesEx) soap.HasFault {
	answer := c.PropertyCollector.RetrievePropertiesEx(ctx, req)
	if body, ok := answer.(*methods.RetrievePropertiesExBody); ok && body.Res != nil && body.Res.Returnval != nil {
		if len(body.Res.Returnval.Objects) == 0 {
			body.Res.Returnval = nil
		} else {
			body.Res.Returnval = cut(page{int(req.Options.MaxObjects), body.Res.Returnval.Objects})
		}
	}
	return answer
}

func (c *collector) ContinueRetrievePropertiesEx(req *types.ContinueRetrievePropertiesEx) soap.HasFault {
	body := new(methods.ContinueRetrievePropertiesExBody)
	pages.Lock()
	rest, ok := pages.rest[req.Token]
	delete(pages.rest, req.Token)
	pages.Unlock()
	if !ok {
		body.Fault_ = simulator.Fault("", &types.InvalidProperty{Name: "token"})
		return body
	}
	body.Res = &types.ContinueRetrievePropertiesExResponse{Returnval: *cut(rest)}
	return body
}
