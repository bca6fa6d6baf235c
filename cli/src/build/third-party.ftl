What Peak ships of others: each library with its licences and its home.

<#list dependencyMap as entry>
<#assign library = entry.getKey()>
<#if library.groupId != "tools.peak">
${library.groupId}:${library.artifactId}:${library.version}  ${entry.getValue()?join(" or ")}  ${library.url!""}
</#if>
</#list>
