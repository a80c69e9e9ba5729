# Faults on the wire, and the administration of faults and state.
kazasu_module(http_faults faults/fault_sites.cpp admin/faults_admin_http.cpp faults/faulty_http.cpp
              services/request_operation.cpp admin/state_admin_http.cpp)
target_link_libraries(kazasu_http_faults PUBLIC kazasu_http_services kazasu_eligibility_xml
                      PRIVATE kazasu_boost_json)
