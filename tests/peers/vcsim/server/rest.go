package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"

	_ "github.com/vmware/govmomi/vapi/simulator" // tags
)

// Which of vCenter's REST interfaces is there: "old" (/rest, as stock), "new" (/api of 7.0U2 and later), "none", or "refused" to this account.
var restKind = "old"

const (
	oldRest     = "/rest/com/vmware/cis/"
	restSession = "vmware-api-session-id"
)

func isRest(path string) bool {
	return strings.HasPrefix(path, "/rest/") || strings.HasPrefix(path, "/api/")
}

// serveRest answers in one of the two dialects: the newer one wraps no values and names actions and ids differently.
func (f *front) serveRest(w http.ResponseWriter, r *http.Request) {
	kind := ""
	office.locked(func() { kind = restKind })
	isNew := strings.HasPrefix(r.URL.Path, "/api/")
	f.mu.Lock()
	f.calls["REST"]++
	f.mu.Unlock()
	switch {
	case kind == "refused":
		w.WriteHeader(http.StatusForbidden)
	case f.host != nil || kind == "none" || isNew != (kind == "new"):
		w.WriteHeader(http.StatusNotFound)
	case isNew:
		path := oldRest + strings.TrimPrefix(r.URL.Path, "/api/")
		path = strings.Replace(path, "cis/cis/", "cis/", 1)
		path = strings.Replace(path, "/tag/urn:", "/tag/id:urn:", 1)
		r.URL.Path = path
		r.URL.RawQuery = strings.Replace(r.URL.RawQuery, "action=", "~action=", 1)
		r.RequestURI = ""
		answer := f.serveStock(r)
		var wrapped struct {
			Value json.RawMessage `json:"value"`
		}
		json.Unmarshal(answer.Body.Bytes(), &wrapped)
		w.WriteHeader(answer.Code)
		w.Write(wrapped.Value)
	default:
		answer := f.serveStock(r)
		w.WriteHeader(answer.Code)
		w.Write(answer.Body.Bytes())
	}
}

func (f *front) serveStock(r *http.Request) *httptest.ResponseRecorder {
	answer := httptest.NewRecorder()
	f.service.ServeHTTP(answer, r)
	return answer
}

// tag gives a VM a tag of a category of its own, as somebody in the vSphere Client does.
func (w *world) tag(t *vmTruth, name string) {
	session := ""
	call := func(path string, body interface{}) string {
		sent, err := json.Marshal(body)
		check(err)
		r := httptest.NewRequest(http.MethodPost, oldRest+path, bytes.NewReader(sent))
		r.Header.Set(restSession, session)
		r.SetBasicAuth(w.opts.user, w.opts.password)
		var answer struct {
			Value string `json:"value"`
		}
		got, _ := io.ReadAll(w.vcenter.serveStock(r).Body)
		json.Unmarshal(got, &answer)
		return answer.Value
	}
	spec := func(fields map[string]string) map[string]interface{} {
		return map[string]interface{}{"create_spec": fields}
	}
	session = call("session", nil)
	category := call("tagging/category", spec(map[string]string{"name": name + " of " + t.name, "cardinality": "MULTIPLE"}))
	id := call("tagging/tag", spec(map[string]string{"name": name, "category_id": category}))
	object := map[string]string{"type": "VirtualMachine", "id": t.object.Self.Value}
	call("tagging/tag-association/id:"+id+"?~action=attach", map[string]interface{}{"object_id": object})
}
