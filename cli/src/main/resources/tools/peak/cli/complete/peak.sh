#compdef peak
# Completion of peak for bash and zsh: it asks peak itself what may stand at the end of the line.

if [ -n "${ZSH_VERSION-}" ]; then
  _peak() {
    local line found peak=${words[1]}
    local -a wholes whole_said begun begun_said rest
    line="${(j: :)words[1,CURRENT-1]} ${QIPREFIX}${IPREFIX}${PREFIX}"
    rest=("${(@f)$(command ${~peak} complete-line zsh "$line" 2>/dev/null)}")
    for found in "${(@)rest[2,-1]}"; do
      case $found in
        whole$'\t'*)
          found=${found#*$'\t'}
          wholes+=("${found%%$'\t'*}")
          whole_said+=("${found#*$'\t'}")
          ;;
        begun$'\t'*)
          found=${found#*$'\t'}
          begun+=("${found%%$'\t'*}")
          begun_said+=("${found#*$'\t'}")
          ;;
      esac
    done
    ((${#wholes})) && compadd -l -d whole_said -- "${wholes[@]}"
    ((${#begun})) && compadd -l -S '' -d begun_said -- "${begun[@]}"
    case ${rest[1]-} in
      files) _files ;;
      folders) _files -/ ;;
    esac
  }
  if [ "${funcstack[1]-}" = _peak ]; then
    _peak "$@"
  else
    (( ${+functions[compdef]} )) || { autoload -Uz compinit && compinit; }
    compdef _peak peak
  fi
elif [ -n "${BASH_VERSION-}" ]; then
  _peak() {
    local found kind= peak=${1/#\~\//$HOME/}
    COMPREPLY=()
    while IFS= read -r found; do
      if [ -z "$kind" ]; then kind=$found; else COMPREPLY+=("$found"); fi
    done < <(command "$peak" complete-line bash "${COMP_LINE:0:COMP_POINT}" "${COMP_WORDS[COMP_CWORD]}" 2>/dev/null)
    case $kind in
      files) compopt -o filenames 2>/dev/null; while IFS= read -r found; do COMPREPLY+=("$found"); done < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}") ;;
      folders) compopt -o filenames 2>/dev/null; while IFS= read -r found; do COMPREPLY+=("$found"); done < <(compgen -d -- "${COMP_WORDS[COMP_CWORD]}") ;;
    esac
  }
  complete -o nospace -F _peak peak
fi
