// Boost.JSON's own code, compiled once: Debian's package of it is for the default Boost version only.
#include <boost/json/src.hpp>
