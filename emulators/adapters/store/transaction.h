// All of some changes or none of them. Internal to the stores.
#pragma once

#include "emulators/adapters/store/database.h"

namespace kazasu::adapters {

// Its statements are prepared once, for a writer that commits often. Must go before its database.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) {}

  // What `changes` throws is thrown on when everything since the beginning is undone.
  template <class Changes>
  void run(Changes const& changes) {
    begin_.run();
    try {
      changes();
      commit_.run();
    } catch (...) {
      roll_back();
      throw;
    }
  }

 private:
  // The error that led here is the one to tell; SQLite may have rolled back by itself already.
  void roll_back() {
    try {
      database_.execute("ROLLBACK");
    } catch (StoreError const&) {
    }
  }

  Database& database_;
  Statement begin_{database_, "BEGIN IMMEDIATE"};
  Statement commit_{database_, "COMMIT"};
};

}  // namespace kazasu::adapters
