// The payers' claims systems of `kazasu serve`: their store, the claims line, the clerk's page.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "emulators/adapters/admin/admin_http.h"
#include "emulators/adapters/admin/refusing_admin_http.h"
#include "emulators/adapters/capture/capture.h"
#include "emulators/adapters/claims_line/claims_admin_http.h"
#include "emulators/adapters/claims_line/claims_line_http.h"
#include "emulators/adapters/claims_line/claims_page_http.h"
#include "emulators/adapters/claims_line/refusing_claims_http.h"
#include "emulators/adapters/claims_line/shared_window_http.h"
#include "emulators/adapters/claims_store/claims_store.h"
#include "emulators/adapters/claims_store/memory_claims_archive.h"
#include "emulators/adapters/claims_store/openssl_password_seal.h"
#include "emulators/adapters/faults/faulty_http.h"
#include "emulators/adapters/files/shift_jis.h"
#include "emulators/adapters/http/server_loop.h"
#include "emulators/adapters/services/durable_http.h"
#include "emulators/adapters/store/group_commit.h"
#include "emulators/claims/care_witness.h"
#include "emulators/claims/registered_insurance.h"
#include "emulators/claims/registered_stations.h"
#include "emulators/claims/shared_window.h"
#include "emulators/claims/witnessed_claims.h"
#include "emulators/identity/test_pki.h"
#include "harness/options.h"
#include "harness/served_status.h"
#include "harness/served_world.h"
#include "scenarios/scenario.h"

namespace kazasu::harness {

// What the claims line listens with; everything must live as long as the loop runs.
struct ClaimsListening {
  adapters::ServerLoop& loop;
  identity::TestPki const& pki;
  adapters::CalendarReading calendar;
  std::function<std::uint32_t()> calendar_speed;
  eligibility::FaultPlan& faults;
  adapters::CommitLog* commits = nullptr;   // null: nothing is kept, and no answer waits for it
  adapters::ClientRevocation revoked = {};  // empty: no station's certificate is
  adapters::Capture* capture = nullptr;     // null: conversations are not kept
  claims::CareWitness* witness = nullptr;   // null: nobody hears that care went on
};

// Must outlive the loop that it listens on.
class ServedClaims {
 public:
  // Opens the store. Throws CommandError(kStore) when it cannot be used, and CommandError(kUsage) for a
  // station of the page that there is not. `world` must outlive it.
  ServedClaims(ServeOptions const& options, ServedWorld const& world);
  ServedClaims(ServedClaims const&) = delete;
  ServedClaims& operator=(ServedClaims const&) = delete;

  // Where the calendar goes on: not before what an earlier life kept.
  sim::Instant calendar_start(sim::Instant asked) const;
  // Brings back what an earlier life kept, and keeps what changes from now on; null in memory. It must be
  // destroyed before the loop.
  std::unique_ptr<adapters::ClaimsCommit> keep_changes(adapters::ServerLoop& loop);
  // Once, after keep_changes(). Throws as ServerLoop::listen() does.
  void listen(ClaimsListening const& listening);

  claims::ClaimsSystem& system() { return system_; }
  // After listen().
  std::string ports_text() const;
  void add_listeners(std::vector<adapters::NamedCounters>& listeners) const;
  AdminServices admin_services(AdminServices others);

 private:
  // The journal, once there is one: before that nothing is noted.
  class LateJournal final : public claims::ClaimsJournal {
   public:
    void lead_to(claims::ClaimsJournal& journal) { journal_ = &journal; }
    void note(claims::ClaimChange change) override {
      if (journal_ != nullptr) journal_->note(std::move(change));
    }

   private:
    claims::ClaimsJournal* journal_ = nullptr;
  };
  // Likewise who hears of care.
  class LateWitness final : public claims::CareWitness {
   public:
    void lead_to(claims::CareWitness* witness) { witness_ = witness; }
    void care_claimed(claims::ClaimedCare const& care, sim::Instant now) override {
      if (witness_ != nullptr) witness_->care_claimed(care, now);
    }

   private:
    claims::CareWitness* witness_ = nullptr;
  };
  claims::ClaimsSystem::Parts system_parts(ServeOptions const& options);
  claims::FileRules rules() const;
  adapters::ClaimsLineParts line_parts(ServeOptions const& options);
  adapters::HttpService& guarded(ClaimsListening const& listening);
  void listen_for_page(ClaimsListening const& listening);

  ServedWorld const& world_;
  std::optional<scenarios::Scenario> month_;  // whose window all share; none without --claims-window
  std::uint16_t wanted_port_;
  std::optional<std::uint16_t> wanted_page_port_;
  std::uint32_t page_station_;
  claims::FeeTable fees_;
  adapters::ShiftJisText shift_jis_;
  claims::RegisteredStations registered_;
  claims::RegisteredInsurance insurance_;
  std::unique_ptr<adapters::ClaimsStore> store_;  // null in memory
  adapters::MemoryClaimsArchive memory_;          // used without a store
  std::unique_ptr<claims::ClaimsJournal> kept_;
  LateJournal journal_;
  LateWitness witness_;
  claims::WitnessedClaims witnessed_{witness_};
  adapters::OpensslPasswordSeal seal_;
  claims::ClaimsSystem system_;
  adapters::ClaimsLineHttp line_;
  adapters::RefusingClaimsHttp refusing_{line_};
  std::unique_ptr<claims::SharedWindow> window_;  // null without --claims-window
  adapters::ClaimsAdminHttp admin_{system_, line_, window_.get()};
  adapters::RefusingAdminHttp refusing_admin_;
  std::optional<adapters::DurableHttp> durable_;
  std::optional<adapters::DurableHttp> durable_admin_;
  std::optional<adapters::SharedWindowHttp> shared_;
  std::optional<adapters::FaultyHttp> faulty_;
  std::optional<adapters::CaptureObserver> observer_;
  std::optional<adapters::ClaimsPageHttp> page_;
  std::optional<adapters::AsStationHttp> as_station_;
  adapters::HttpListener* listener_ = nullptr;
  adapters::HttpListener* page_listener_ = nullptr;  // null without --claims-page-port
};

}  // namespace kazasu::harness
