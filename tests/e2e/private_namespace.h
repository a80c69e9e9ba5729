// A mount namespace of this process's own, in which a pcscd can run beside any other.
#pragma once

namespace kazasu::e2e {

// Puts an empty folder in place of /run/pcscd, where pcscd and its clients meet, and of the USB readers'
// drivers, for this process and its children. As root directly, otherwise in a user namespace in which this
// user is root. Does nothing the second time. Call it while the process has one thread. Throws
// std::runtime_error that says what the machine has to allow.
void enter_private_namespace();

}  // namespace kazasu::e2e
