#include <upbeat/application/identity/identity.hpp>

namespace upbeat::identity {

Identity::Identity(IdentityPorts const& ports)
    : reader{ports.reader},
      forge{ports.hasher, ports.random, ports.ids},
      key_ring{ports.reader, ports.hasher, ports.admin_key},
      agent_changes{ports.reader},
      register_agent{ports.store, forge, ports.ids, ports.clock},
      revise_own_agent{ports.store, ports.clock},
      rotate_key{ports.store, forge, ports.clock},
      issue_key{ports.store, forge, ports.clock},
      change_key{ports.store, ports.clock},
      list_keys{ports.reader},
      change_agent_status{ports.store, ports.clock},
      show_agents{ports.reader, ports.standings, ports.clock, ports.allowances},
      import_agents{ports.store, ports.ids, ports.clock}
{
}

}  // namespace upbeat::identity
